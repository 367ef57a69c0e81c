"""What goes wrong in a day's work, and that nothing is lost by it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.browser.marking import delete_all
from tests.browser.people import LONG, Meet, Person, assignment_of
from tests.running import Up

pytestmark = pytest.mark.browser

ARTICLE = "US-Ukraine"
# Asks the API as another window of the same person would, without the page knowing.
ELSEWHERE = """async ([method, path, body]) => {
  const main = document.querySelector('script[src*="workspace/main"]').src;
  const { request } = await import(main.replace("workspace/main", "api"));
  return await request(method, path, body ?? undefined);
}"""


def opened(person: Person) -> dict[str, Any]:
    """Return the open assignment as the server has it."""
    answer: dict[str, Any] = person.fetch(f"assignments/{assignment_of(person.page)}/")[1]
    return answer


def labels_of(person: Person, span: str) -> list[str]:
    return [row["label"] for row in opened(person)["annotations"] if row["id"] == span]


def write(person: Person, method: str, rest: str, body: dict[str, Any] | None = None) -> None:
    path = f"assignments/{assignment_of(person.page)}/{rest}"
    person.page.evaluate(ELSEWHERE, [method, path, body])


def mark(person: Person, quote: str, key: str) -> dict[str, Any]:
    """Mark the first place of `quote` with the mouse and return the stored annotation."""
    text = opened(person)["document"]["text"]
    person.drag_over(text, quote)
    person.page.keyboard.press(key)
    person.wait_until_saved()
    start = text.index(quote)
    found: dict[str, Any] = next(
        row for row in opened(person)["annotations"] if row["start"] == start
    )
    return found


def sign_in_in_another_tab(person: Person, password: str) -> None:
    page, person.page = person.page, person.context.new_page()
    person.sign_in(password)
    person.page.close()
    person.page = page
    page.bring_to_front()


@pytest.fixture
def chloe(meet: Meet, parallax: Up) -> Iterator[Person]:
    person = meet("chloe")
    person.sign_in(parallax.password_of("chloe"))
    person.open_assignment(ARTICLE)
    yield person
    delete_all(person)


def test_it_keeps_what_is_marked_until_one_has_signed_in_again(chloe: Person, parallax: Up) -> None:
    text = opened(chloe)["document"]["text"]
    chloe.context.clear_cookies()
    for quote in ("White House", "Moscow"):
        chloe.drag_over(text, quote)
        chloe.page.keyboard.press("2")
    expect(chloe.page.locator("#trouble")).to_contain_text("Sign in again in another tab")
    expect(chloe.page.locator("#trouble")).to_contain_text("2 changes not saved yet")
    sign_in_in_another_tab(chloe, parallax.password_of("chloe"))
    chloe.wait_until_saved()
    assert {text[a["start"] : a["end"]] for a in opened(chloe)["annotations"]} == {
        "White House",
        "Moscow",
    }


def test_it_does_not_write_as_somebody_else_who_signed_in(chloe: Person, parallax: Up) -> None:
    chloe.context.clear_cookies()
    page, chloe.page = chloe.page, chloe.context.new_page()
    chloe.username = "ana"
    chloe.sign_in(parallax.password_of("ana"))
    chloe.page.close()
    chloe.page, chloe.username = page, "chloe"
    page.locator("#text").focus()
    chloe.press(["Control+Home", "w", "2"])
    expect(page.locator("#trouble")).to_contain_text("Ana Duarte is signed in now")
    chloe.context.clear_cookies()
    sign_in_in_another_tab(chloe, parallax.password_of("chloe"))
    chloe.wait_until_saved()
    assert [row["label"] for row in opened(chloe)["annotations"]] == ["actor"]


@pytest.mark.parametrize(("choice", "label"), [("Keep mine", "argument"), ("Take the", "evidence")])
def test_it_offers_two_choices_when_a_span_was_changed_elsewhere(
    chloe: Person, choice: str, label: str
) -> None:
    span = mark(chloe, "Moscow", "2")
    quote = {"label": "evidence", "start": span["start"], "end": span["end"], "quote": "Moscow"}
    write(chloe, "PUT", f"annotations/{span['id']}/", quote | {"base_rev": span["rev"]})
    chloe.page.keyboard.press("1")
    expect(chloe.see("problem")).to_contain_text("Yours: Argument, “Moscow”")
    expect(chloe.see("problem")).to_contain_text("The other: Evidence, “Moscow”")
    chloe.page.get_by_role("button", name=choice).click()
    expect(chloe.see("problem")).to_have_count(0)
    chloe.wait_until_saved()
    assert labels_of(chloe, span["id"]) == [label]


def test_it_shows_the_verdict_a_suggestion_got_elsewhere(chloe: Person) -> None:
    suggestion = next(row for row in opened(chloe)["suggestions"] if not row["verdict"])
    path = f"suggestions/{suggestion['id']}/decision/"
    write(chloe, "PUT", path, {"verdict": "dismissed", "annotation": None})
    chloe.page.get_by_role("tab", name=re.compile("Suggestions")).click()
    row = chloe.page.locator(f"li:has([data-span='{suggestion['id']}'])")
    row.get_by_role("button").click()
    chloe.page.keyboard.press("a")
    expect(row).to_contain_text("dismissed")
    row.get_by_role("button", name="Take back").click()
    chloe.wait_until_saved()
    assert opened(chloe)["annotations"] == []


def test_two_tabs_show_the_same(chloe: Person) -> None:
    other: Page = chloe.context.new_page()
    other.goto(chloe.page.url)
    expect(other.get_by_test_id("save-state")).to_have_text("Saved", timeout=LONG)
    chloe.page.bring_to_front()
    mark(chloe, "Moscow", "2")
    expect(other.locator("#span-count")).to_have_text("1")
    other.close()


FITS = """() => {
  const width = (selector) => document.querySelector(selector).getBoundingClientRect();
  const least = 8 * parseFloat(getComputedStyle(document.documentElement).fontSize);
  return document.documentElement.scrollWidth <= innerWidth
    && width("#submit").right <= innerWidth && width(".workspace-title").width >= least;
}"""


def test_the_bar_fits_into_windows_of_any_width(chloe: Person) -> None:
    for width in (360, 390, 641, 683, 768, 820, 900, 960, 1024, 1280):
        chloe.page.set_viewport_size({"width": width, "height": 850})
        assert chloe.page.evaluate(FITS), width


def test_it_steps_and_snaps_to_the_ends_of_words(chloe: Person) -> None:
    mark(chloe, "US-Ukraine relationship"[:2], "2")
    said = chloe.page.locator("#announcements")
    chloe.press(["]"])
    expect(said).to_contain_text("“US-Ukraine”")
    mark(chloe, "Volodymyr Zelensky", "2")
    expect(chloe.see("span-list")).not_to_contain_text("Zelensky's")
    chloe.drag_over(opened(chloe)["document"]["text"], "NATO")
    chloe.press(["Escape", "s"])
    expect(said).to_contain_text("aspirations to join NATO”")


def test_what_is_copied_is_the_text_to_the_character(chloe: Person) -> None:
    chloe.context.grant_permissions(["clipboard-read", "clipboard-write"])
    chloe.page.locator("#text").focus()
    chloe.press(["Control+a", "Control+c"])
    copied = chloe.page.evaluate("navigator.clipboard.readText()")
    assert copied == opened(chloe)["document"]["text"]


# --- The review ---------------------------------------------------------------------------


@pytest.fixture
def ada(meet: Meet, parallax: Up) -> Person:
    person = meet("ada")
    person.sign_in(parallax.password_of("ada"))
    person.see("review-document").get_by_role("link").first.click()
    expect(person.see("disagreement").first).to_be_visible(timeout=LONG)
    return person


def notes_of(person: Person) -> list[str]:
    document = person.page.url.split("/documents/")[1].split("/")[0]
    clusters = person.fetch(f"documents/{document}/disagreements/")[1]["clusters"]
    return [cluster["decision"]["note"] for cluster in clusters if cluster["decision"]]


def test_no_key_is_lost_while_rulings_are_saved_and_other_cards_stay(ada: Person) -> None:
    last = ada.see("disagreement").last
    last.evaluate("(card) => { card.dataset.same = 'yes'; }")
    ada.press(["1", "0", "2", "1", "3"])
    expect(ada.see("decided")).to_contain_text("5 of ")
    expect(last).to_have_attribute("data-same", "yes")
    ada.press(["u"])
    ada.wait_until_saved()
    ada.page.reload()
    expect(ada.see("decided")).to_contain_text("4 of ", timeout=LONG)


def test_a_note_goes_with_any_ruling(ada: Person) -> None:
    ada.press(["m"])
    ada.page.keyboard.type("See A4.")
    ada.press(["Escape", "1"])
    ada.see("disagreement-head").first.click()
    ada.press(["m"])
    ada.page.keyboard.type("Thought over.")
    ada.press(["Control+Enter"])
    ada.wait_until_saved()
    ada.see("disagreement-head").first.click()
    expect(ada.see("ruling")).to_contain_text("Thought over.")
    assert "See A4." in notes_of(ada)


# --- A manager who annotates --------------------------------------------------------------


def test_a_manager_sees_no_progress_of_what_they_still_annotate(meet: Meet, parallax: Up) -> None:
    mara = meet("mara")
    mara.sign_in(parallax.password_of("mara"))
    mara.page.goto("/projects/new/")
    mara.page.fill("input[name=name]", "Mixed roles")
    mara.page.get_by_role("button", name="Create project").click()
    project = mara.page.url
    mara.page.goto(f"{project}team/")
    mara.page.fill("input[name=name]", "mara")
    mara.see("invite").click()
    mara.page.goto(mara.see("secret").input_value())
    mara.see("join").click()
    mara.page.goto(f"{project}upload/")
    text: FilePayload = {"name": "a.txt", "mimeType": "text/plain", "buffer": b"Moscow said so."}
    mara.see("files").set_input_files(text)
    mara.see("import").click()
    expect(mara.see("document")).to_contain_text("0 of 3", timeout=LONG)
    mara.see("assign").click()
    mara.see("assign-confirm").click()
    expect(mara.see("blind")).to_be_visible()
    expect(mara.see("document").get_by_role("progressbar")).to_have_count(0)
