"""Marking in a real browser, by mouse and by keys alone. And that it can all be undone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.marking import caret_at, opened, said, select, spans_of
from tests.browser.people import Person

pytestmark = [pytest.mark.browser, pytest.mark.anywhere]

# A clause of the article that chloe has open.
SENTENCE = "This is an important milestone for the US-Ukraine relationship"


# --- With keys alone ----------------------------------------------------------------------


def test_spans_are_shaped_with_keys_alone_and_all_of_it_is_undone(chloe: Person) -> None:
    caret_at(chloe, SENTENCE)
    chloe.press(["c", "1"])
    clause = f"argument: {SENTENCE}"
    chloe.press(["<", "<", ">", "(", ")", ")"])
    said(chloe).to_contain_text("“his is an important milestone for the US-Ukraine relationshi”")
    chloe.press(["(", ">", "[", "]", "}", "{"])
    assert spans_of(chloe) == [clause]
    chloe.press(["u", "Alt+Shift+c", "Alt+w", "Alt+w", "x"])
    assert spans_of(chloe) == ["argument: This is", f"argument: {SENTENCE[8:]}"]
    assert [row["is_unsure"] for row in opened(chloe)["annotations"]] == [True, True]
    chloe.press(["m", "d", "4"])
    assert spans_of(chloe) == [clause, f"evidence: {SENTENCE}"]
    for _ in range(20):
        chloe.press(["Control+z"])
    said(chloe).to_contain_text("Nothing to undo")
    assert spans_of(chloe) == []
    for _ in range(20):
        chloe.press(["Control+Shift+z"])
    assert spans_of(chloe) == [clause, f"evidence: {SENTENCE}"]


def test_the_caret_goes_by_units_and_selects_nothing(chloe: Person) -> None:
    caret_at(chloe, SENTENCE)
    chloe.press(["Alt+c"])
    said(chloe).to_have_text(
        "“taking their security cooperation to the strategic partnership level”"
    )
    chloe.press(["Alt+Shift+c"])
    said(chloe).to_have_text(f"“{SENTENCE}”")
    chloe.press(["Alt+w", "Alt+w", "Alt+Shift+w"])
    said(chloe).to_have_text("“is”")
    chloe.press(["Alt+s"])
    said(chloe).to_contain_text("The Strategic Defense Framework reaffirms")
    expect(chloe.see("toolbar")).to_be_hidden()
    chloe.press(["c", "c", "Shift+c", "Shift+c"])
    expect(chloe.see("toolbar")).to_be_hidden()


# --- Pen, mouse ---------------------------------------------------------------------------


def test_a_pen_marks_whatever_is_selected(chloe: Person) -> None:
    text = opened(chloe)["document"]["text"]
    chloe.press(["Control+k"])
    chloe.press(["Escape"])
    chloe.page.locator("[data-pen=actor]").click()
    expect(chloe.page.locator("[data-pen=actor]")).to_have_attribute("aria-pressed", "true")
    expect(chloe.see("mode")).to_contain_text("Pen: Actor")
    for quote in ("White House", "Moscow"):
        chloe.drag_over(text, quote)
    chloe.press(["Escape"])
    expect(chloe.see("mode")).to_be_hidden()
    chloe.press(["l", "4"])
    said(chloe).to_contain_text("Pen: Evidence")
    chloe.page.locator("#text .block", has_text="Author: Zhang Hong").dblclick(
        position={"x": 20, "y": 15}
    )
    said(chloe).to_contain_text("Evidence, “Author”: marked")
    chloe.see("mode-end").click()
    chloe.drag_over(text, "NATO")
    assert spans_of(chloe) == ["evidence: Author", "actor: White House", "actor: Moscow"]


# Whether a click on the words under those just marked reaches the text.
FREE_BENEATH = """() => {
  const [range] = CSS.highlights.get("focused");
  const { left, bottom } = range.getBoundingClientRect();
  return document.elementFromPoint(left + 20, bottom + 30).closest("#toolbar") === null;
}"""


def test_no_tool_comes_over_the_next_words_while_a_pen_is_in_hand(chloe: Person) -> None:
    text = opened(chloe)["document"]["text"]
    chloe.page.locator("[data-pen=actor]").click()
    chloe.drag_over(text, "White House")
    expect(chloe.see("tool-split")).to_be_visible()
    assert chloe.page.evaluate(FREE_BENEATH)
    assert spans_of(chloe) == ["actor: White House"]


def test_marking_what_is_suggested_accepts_it_and_is_undone_in_one_step(chloe: Person) -> None:
    def verdict() -> Any:
        rows = opened(chloe)["suggestions"]
        return next(row["verdict"] for row in rows if row["id"] == suggested["id"])

    answer = opened(chloe)
    undecided = (row for row in answer["suggestions"] if not row["verdict"])
    suggested = next(row for row in undecided if row["label"] == "actor")
    select(chloe.page, suggested["start"], suggested["end"])
    chloe.press(["2"])
    quote = answer["document"]["text"][suggested["start"] : suggested["end"]]
    said(chloe).to_contain_text("marked as suggested")
    assert (spans_of(chloe), verdict()) == ([f"actor: {quote}"], "accepted")
    chloe.press(["Control+z"])
    assert (spans_of(chloe), verdict()) == ([], None)


def test_the_only_span_at_the_caret_is_split_between_words(chloe: Person) -> None:
    caret_at(chloe, SENTENCE)
    chloe.press(["x"])
    said(chloe).to_contain_text("Focus a span first: press Space")
    chloe.press(["c", "1"])
    caret_at(chloe, SENTENCE, within=len("This is an imp"))
    chloe.press(["x"])
    assert spans_of(chloe) == ["argument: This is an", f"argument: {SENTENCE[11:]}"]


def test_a_span_is_selected_anew_with_the_mouse(chloe: Person) -> None:
    text = opened(chloe)["document"]["text"]
    chloe.drag_over(text, "White House")
    chloe.press(["2"])
    chloe.see("tool-edit").click()
    chloe.drag_over(text, "a White House statement")
    expect(chloe.see("mode")).to_contain_text("Selecting anew: Actor, “White House”")
    chloe.press(["Enter"])
    assert spans_of(chloe) == ["actor: a White House statement"]
    chloe.press(["Control+z"])
    assert spans_of(chloe) == ["actor: White House"]


def test_the_tools_cover_no_selected_words(chloe: Person) -> None:
    text = opened(chloe)["document"]["text"]
    for width, height in ((1280, 900), (1280, 420), (390, 800)):
        chloe.page.set_viewport_size({"width": width, "height": height})
        for quote in ("White House", SENTENCE):
            chloe.drag_over(text, quote)
            chloe.page.keyboard.press("1" if quote == SENTENCE else "2")
            expect(chloe.see("tool-split")).to_be_visible()
            assert not chloe.page.evaluate(COVERED)


COVERED = """() => {
  const tools = document.getElementById("toolbar").getBoundingClientRect();
  const ranges = [...CSS.highlights.get("focused")];
  const isMet = (box) => box.left < tools.right && box.right > tools.left;
  const isCovered = (box) => isMet(box) && box.top < tools.bottom && box.bottom > tools.top;
  return ranges.flatMap((range) => [...range.getClientRects()]).some(isCovered);
}"""


# --- Links --------------------------------------------------------------------------------


def links_of(person: Person) -> list[str]:
    answer = opened(person)
    text = answer["document"]["text"]
    words = {row["id"]: text[row["start"] : row["end"]] for row in answer["annotations"]}
    return sorted(
        f"{words[r['source']]} {r['type']} {words[r['target']]}" for r in answer["relations"]
    )


def test_spans_are_linked_with_keys_and_links_go_with_their_ends(chloe: Person) -> None:
    text = opened(chloe)["document"]["text"]
    for quote, key in (("White House", "4"), (SENTENCE, "1"), ("Moscow", "2")):
        chloe.drag_over(text, quote)
        chloe.press([key])
    chloe.press(["k"])
    expect(chloe.see("mode")).to_contain_text("Link from Actor, “Moscow”")
    chloe.press(["Enter"])
    said(chloe).to_contain_text("Go to another span")
    chloe.press(["Escape"])
    chloe.page.locator("mark", has_text="White House").click()
    chloe.press(["k", "n"])
    said(chloe).to_contain_text("Enter links it: supports, attacks")
    chloe.press(["Enter", "2"])
    said(chloe).to_contain_text("Linked: Evidence, “White House” – attacks – Argument")
    assert links_of(chloe) == [f"White House attacks {SENTENCE}"]
    chloe.press(["2"])
    said(chloe).to_contain_text("Links that no longer fit were deleted")
    assert links_of(chloe) == []
    chloe.press(["Control+z"])
    assert links_of(chloe) == [f"White House attacks {SENTENCE}"]
    chloe.press(["Backspace"])
    assert (links_of(chloe), len(spans_of(chloe))) == ([], 2)
    chloe.press(["Control+z", "Shift+k"])
    assert (links_of(chloe), len(spans_of(chloe))) == ([], 3)


def test_a_link_is_drawn_with_the_mouse_the_way_that_is_allowed(chloe: Person) -> None:
    text = opened(chloe)["document"]["text"]
    for quote, key in (("White House", "4"), (SENTENCE, "1")):
        chloe.drag_over(text, quote)
        chloe.press([key])
    middle_of(chloe.see("tool-link"), chloe.page.mouse.move)
    chloe.page.mouse.down()
    middle_of(chloe.page.locator("mark", has_text="White House"), chloe.page.mouse.move)
    expect(chloe.see("mode")).to_contain_text("Link from Argument")
    chloe.page.mouse.up()
    chloe.see("choices").get_by_role("button", name="supports").click()
    assert links_of(chloe) == [f"White House supports {SENTENCE}"]
    chloe.see("tool-link").click()
    middle_of(chloe.page.locator("mark", has_text="White House"), chloe.page.mouse.click)
    said(chloe).to_contain_text("attacks")
    chloe.see("tool-link").click()
    chloe.see("mode-end").click()
    said(chloe).to_have_text("No link was made.")


def middle_of(seen: Locator, act: Callable[[float, float], None]) -> None:
    # A mark that is being drawn anew has none for a moment.
    boxes = (seen.first.bounding_box() for _ in range(9))
    box = next(found for found in boxes if found)
    act(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
