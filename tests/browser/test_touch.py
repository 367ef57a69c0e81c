"""Marking with a finger, and marking every character there is."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.marking import opened, said, select, select_quote, spans_of
from tests.browser.own_project import begin
from tests.browser.people import Meet, Person
from tests.running import Up

pytestmark = [pytest.mark.browser, pytest.mark.anywhere]


@pytest.fixture
def phone(chloe: Person) -> Iterator[Person]:
    """Chloe's phone: the same account and assignment, a finger instead of mouse and keys."""
    browser = chloe.context.browser
    assert browser
    context = browser.new_context(
        base_url=chloe.base_url,
        viewport={"width": 390, "height": 780},
        has_touch=True,
        is_mobile=True,
        storage_state=chloe.context.storage_state(),
    )
    chloe.page, at_desk = context.new_page(), chloe.page
    chloe.page.goto(at_desk.url)
    chloe.wait_until_saved()
    yield chloe
    chloe.wait_until_saved()
    chloe.page = at_desk
    context.close()


def test_a_finger_marks_focuses_and_holds_a_pen(phone: Person) -> None:
    page, text = phone.page, opened(phone)["document"]["text"]
    overlap = page.locator('#text mark[data-spans*=" "]').first
    overlap.tap()
    said(phone).to_contain_text("(1 more here)")
    one = phone.see("announcements").inner_text()
    overlap.tap()
    said(phone).not_to_contain_text(one)
    said(phone).to_contain_text("(1 more here)")
    select_quote(page, text, "White House")
    tools = phone.see("toolbar").get_by_role("button")
    expect(tools).to_have_count(4)
    phone.see("toolbar").get_by_role("button", name="Actor").tap()
    said(phone).to_contain_text("Actor, “White House”: marked")
    expect(phone.see("span-delete")).to_be_attached()
    for box in (button.bounding_box() for button in tools.all()):
        assert box
        assert box["height"] >= 44 <= box["width"]
    page.locator("[data-pen=evidence]").tap()
    select_quote(page, text, "Strategic Defense")
    select_quote(page, text, "Strategic Defense Framework")
    said(phone).to_contain_text("Evidence, “Strategic Defense Framework”: marked")
    phone.see("mode-end").tap()
    assert spans_of(phone) == ["evidence: Strategic Defense Framework", "actor: White House"]


# --- Every character ----------------------------------------------------------------------

NASTY = (
    "🧪 👩‍👩‍👧‍👦🇺🇦🇺🇸 Z̷̢a̶lgo cafe\u0301 naïve\n"
    "قالت إن حلف NATO يهدد שָׁלוֹם\n"
    "中国外交部，日本政府。 नमस्ते 각각 𝔘𝔫𝔦 ❤️👍🏽 e\u0301\u0323"
)
GRAPHEMES = "(text) => [...new Intl.Segmenter().segment(text)].map((part) => part.segment)"


def test_every_character_that_is_marked_is_the_one_that_is_exported(
    meet: Meet, parallax: Up
) -> None:
    project = begin(meet, parallax, "Every character", {"Nasty": NASTY})
    mara, chloe = meet("mara"), meet("chloe")
    chloe.open_assignment("Nasty")
    assert opened(chloe)["document"]["text"] == NASTY
    graphemes = chloe.page.evaluate(GRAPHEMES, NASTY)
    chloe.page.locator("#text").focus()
    # Half of a pair, one of four joined people: whatever is touched, whole characters are marked.
    for unit in range(len(NASTY.encode("utf-16-le")) // 2):
        select(chloe.page, unit, unit + 1)
        chloe.page.keyboard.press("2")
    chloe.submit()
    answer = mara.context.request.get(f"{mara.base_url}/api/v1/projects/{project}/exports/")
    record = json.loads(answer.text())
    spans = record["annotators"][0]["spans"]
    assert record["text"] == NASTY
    assert [NASTY[s["start"] : s["end"]] for s in spans] == [g for g in graphemes if g.strip()]
    assert all(s["text"] == NASTY[s["start"] : s["end"]] for s in spans)
