"""Many suggestions at once, the palette of commands, and keys of one's own, in a real browser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.marking import opened, said, spans_of
from tests.browser.people import Person

pytestmark = [pytest.mark.browser, pytest.mark.anywhere]

# --- Suggestions --------------------------------------------------------------------------


def undecided(person: Person) -> int:
    return sum(not row["verdict"] for row in opened(person)["suggestions"])


def test_many_suggestions_are_accepted_at_once_and_taken_back_at_once(chloe: Person) -> None:
    before = undecided(chloe)
    chloe.page.locator("#text").focus()
    chloe.press(["Shift+a"])
    dialog = chloe.see("accept-dialog")
    count = chloe.see("accept-count")
    all_at_80 = int(count.inner_text().split()[0])
    dialog.get_by_test_id("accept-range").fill("60")
    expect(dialog.get_by_test_id("accept-number")).to_have_value("60")
    at_60 = int(count.inner_text().split()[0])
    assert all_at_80 < at_60 <= before
    dialog.get_by_label("Actor").uncheck()
    chosen = int(count.inner_text().split()[0])
    assert 0 < chosen < at_60
    chloe.see("accept-confirm").click()
    said(chloe).to_contain_text(f"Accepted {chosen} suggestions.")
    assert undecided(chloe) == before - chosen
    assert "actor" not in {row["label"] for row in opened(chloe)["annotations"]}
    chloe.press(["Control+z"])
    assert (undecided(chloe), spans_of(chloe)) == (before, [])


def test_a_suggestion_is_selected_anew_and_accepted_as_edited(chloe: Person) -> None:
    before = undecided(chloe)
    chloe.page.locator("#text").focus()
    chloe.press(["Control+Home", ".", "e", "Shift+w", "w", "w", "4"])
    edited = [row for row in opened(chloe)["suggestions"] if row["verdict"]]
    assert [row["verdict"] for row in edited] == ["edited"]
    assert [row["label"] for row in opened(chloe)["annotations"]] == ["evidence"]
    chloe.press([".", "Shift+n", ".", "r", "a"])
    said(chloe).to_contain_text("Accepted: ")
    said(chloe).to_contain_text("Suggestion (")
    assert undecided(chloe) == before - 3
    chloe.press(["Control+z"] * 3)
    assert (undecided(chloe), spans_of(chloe)) == (before, [])


# --- All commands, all keys ---------------------------------------------------------------


def test_keys_are_heard_at_once_and_wherever_one_has_pressed_something(chloe: Person) -> None:
    text = chloe.page.locator("#text")
    expect(text).to_be_focused()
    chloe.press(["w", "2"])
    chloe.see("undo").click()
    expect(chloe.see("undo")).to_be_disabled()
    expect(text).to_be_focused()
    chloe.see("reading").click()
    chloe.press(["Escape"])
    expect(text).to_be_focused()
    chloe.see("tab-about").click()
    chloe.press(["."])
    said(chloe).to_contain_text("Suggestion (")
    chloe.press(["g", "t", "h", "e", "?"])
    sought = chloe.page.locator("#guideline-sought")
    expect(sought).to_have_value("the?")
    expect(chloe.see("help-dialog")).to_be_hidden()
    expect(chloe.page.locator("#guideline-found")).not_to_be_empty()
    chloe.press(["Escape"])
    expect(sought).to_have_value("")
    expect(chloe.page.locator("#guideline-found")).to_be_empty()
    assert spans_of(chloe) == []


def test_every_command_and_label_is_found_in_the_palette(chloe: Person) -> None:
    chloe.drag_over(opened(chloe)["document"]["text"], "White House")
    chloe.press(["Control+k"])
    box = chloe.see("palette-input")
    expect(box).to_be_focused()
    box.fill("thrt clm")
    chosen = chloe.page.locator("#palette-list [aria-selected=true]")
    expect(chosen).to_have_attribute("data-command", "label:threat_claim")
    expect(box).to_have_attribute("aria-activedescendant", "palette-0")
    chloe.press(["ArrowDown", "ArrowUp", "Enter"])
    assert spans_of(chloe) == ["threat_claim: White House"]
    chloe.press(["Control+k"])
    expect(chosen).to_contain_text("Threat claim")  # used last
    box.fill("not sure")
    chloe.press(["Enter"])
    said(chloe).to_contain_text("Not sure: Threat claim")
    chloe.press(["Control+k"])
    box.fill("submit")
    expect(chosen).to_have_text("PageSubmit this document")
    box.fill("nothing is called this")
    expect(chosen).to_have_count(0)
    expect(chloe.see("palette").get_by_text("Nothing found")).to_be_visible()
    chloe.press(["Enter", "Escape"])
    expect(chloe.page.locator("#text")).to_be_focused()


def test_keys_are_changed_kept_and_reset(chloe: Person) -> None:
    def key_of(command: str) -> Locator:
        return chloe.see("help-dialog").locator(f"[data-command={command}]")

    chloe.page.locator("#text").focus()
    chloe.press(["?"])
    key_of("split").click()
    chloe.press(["m"])
    expect(chloe.see("keys-status")).to_contain_text("already means “Merge it")
    chloe.press(["5"])
    expect(chloe.see("keys-status")).to_contain_text("fixed meaning")
    with chloe.page.expect_response(re.compile("preferences")) as kept:
        chloe.press(["q"])
        expect(key_of("split")).to_have_text("Q")
    assert kept.value.ok
    chloe.press(["Escape"])
    chloe.page.reload()
    chloe.wait_until_saved()
    assert chloe.fetch("me/preferences/")[1]["keys"] == {"split": "q"}
    chloe.drag_over(opened(chloe)["document"]["text"], "White House")
    chloe.press(["2", "Alt+Shift+w", "x"])
    assert spans_of(chloe) == ["actor: White House"]
    chloe.press(["q"])
    assert spans_of(chloe) == ["actor: White", "actor: House"]
    chloe.press(["?"])
    chloe.page.get_by_role("button", name="Reset all keys").click()
    expect(key_of("split")).to_have_text("X")
    expect(chloe.see("keys-status")).to_have_text("Every command has its own key again.")
