"""What the tests of marking share: what is stored, what is said, and selecting without a mouse."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.own_project import ask
from tests.browser.people import Person, assignment_of

# What the handles of a phone do: select, with the finger off the page.
_SELECT = """async ([start, end]) => {
  const walker = document.createTreeWalker(document.getElementById("text"), NodeFilter.SHOW_TEXT);
  const place = (offset) => {
    let left = offset;
    walker.currentNode = walker.root;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (left <= node.length) return [node, left];
      left -= node.length;
    }
  };
  const changed = new Promise((resolve) =>
    document.addEventListener("selectionchange", resolve, { once: true }));
  getSelection().setBaseAndExtent(...place(start), ...place(end));
  await changed;
}"""


def opened(person: Person) -> dict[str, Any]:
    """Return the open assignment as the server has it."""
    person.wait_until_saved()
    answer: dict[str, Any] = person.fetch(f"assignments/{assignment_of(person.page)}/")[1]
    return answer


def spans_of(person: Person) -> list[str]:
    """Return what is stored, in the order of the text, as "label: words"."""
    answer = opened(person)
    text, rows = answer["document"]["text"], answer["annotations"]
    ordered = sorted(rows, key=lambda row: (row["start"], row["end"], row["label"]))
    return [f"{row['label']}: {text[row['start'] : row['end']]}" for row in ordered]


def said(person: Person) -> Any:
    """Return what is expected of the line that says what happened."""
    return expect(person.see("announcements"))


def caret_at(person: Person, quote: str, *, within: int = 0) -> None:
    """Put the caret so many characters behind the beginning of a quote, by a click and keys."""
    text = opened(person)["document"]["text"]
    person.drag_over(text, quote)
    person.press(["ArrowLeft", *["ArrowRight"] * within])


def delete_all(person: Person) -> None:
    """Leave nothing marked, and every suggestion undecided."""
    path = f"assignments/{assignment_of(person.page)}/"
    for row in opened(person)["annotations"]:
        ask(person, "DELETE", f"{path}annotations/{row['id']}/?base_rev={row['rev']}")
    for row in opened(person)["suggestions"]:
        if row["verdict"]:
            ask(person, "DELETE", f"{path}suggestions/{row['id']}/decision/")


def select(page: Page, start: int, end: int) -> None:
    """Select these code units of the text as handles do, without mouse or keys."""
    page.evaluate(_SELECT, [start, end])


def select_quote(page: Page, text: str, quote: str) -> None:
    start = len(text[: text.index(quote)].encode("utf-16-le")) // 2
    select(page, start, start + len(quote.encode("utf-16-le")) // 2)
