"""A small project of its own for a test, made through the API by people in their browsers."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import expect

from tests.browser.people import Meet, Person
from tests.running import Up

_ASK = """async ([method, path, body]) => {
  const name = document.querySelector('meta[name="csrf-cookie"]').content;
  const cookie = document.cookie.split("; ").find((one) => one.startsWith(`${name}=`));
  const headers = { "Content-Type": "application/json", "X-CSRFToken": cookie.split("=")[1] };
  const sent = body === null ? undefined : JSON.stringify(body);
  const answer = await fetch(`/api/v1/${path}`, { method, headers, body: sent });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return answer.status === 204 ? null : await answer.json();
}"""


def ask(person: Person, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
    """Send a request with the person's session, from the page they are on."""
    return person.page.evaluate(_ASK, [method, path, body])


def begin(meet: Meet, parallax: Up, name: str, texts: dict[str, str], **fields: Any) -> str:
    """Let mara make a project with these texts and assign all of them to chloe; return its id.

    Chloe is then on the start page.
    """
    mara, chloe = meet("mara"), meet("chloe")
    for person in (mara, chloe):
        person.sign_in(parallax.password_of(person.username))
    project = str(ask(mara, "POST", "projects/", {"name": name, "redundancy": 1, **fields})["id"])
    for title, text in texts.items():
        record = {"text": text, "title": title, "language": "en", "source": f"The {title} Times"}
        ask(mara, "POST", f"projects/{project}/documents/", record)
    invited = {"name": "chloe", "role": "annotator"}
    link = ask(mara, "POST", f"projects/{project}/invitations/", invited)["url"]
    chloe.page.goto(urlsplit(link).path)
    chloe.see("join").click()
    expect(chloe.page.locator("h1")).to_have_text(name)
    user = chloe.fetch("me/")[1]["id"]
    ask(mara, "POST", f"projects/{project}/assignments/", {"annotators": [user]})
    chloe.page.goto(f"/?project={project}")
    return project
