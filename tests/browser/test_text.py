"""The text as it is read: settings that last, spans in depth, scripts from the right, paper."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.own_project import ask, begin
from tests.browser.people import Meet, Person, assignment_of
from tests.running import Up

pytestmark = [pytest.mark.browser, pytest.mark.anywhere]

NEWS = "Four polls say that Moscow may attack. So the bridge should stay.\n"
ARABIC = "قالت موسكو إن حلف NATO يهدد الأمن في المنطقة.\n"
TEXT = f"{NEWS}\n{ARABIC}\n" + "The river rose and the market closed.\n" * 200
LABELS = ("argument", "actor", "threat_claim", "evidence")


@pytest.fixture
def chloe(meet: Meet, parallax: Up, request: pytest.FixtureRequest) -> Person:
    """Chloe, in a project of this test, with its only document open."""
    begin(meet, parallax, request.node.name[:60], {"Harbour": TEXT})
    person = meet("chloe")
    person.page.get_by_role("link", name="Harbour", exact=True).click()
    person.wait_until_saved()
    return person


def put(person: Person, quote: str, label: str, **more: Any) -> str:
    """Store an annotation of a quote's first place, and return its id."""
    span, start = str(uuid.uuid4()), TEXT.index(quote)
    body = {"label": label, "start": start, "end": start + len(quote), "quote": quote, **more}
    path = f"assignments/{assignment_of(person.page)}/annotations/{span}/"
    ask(person, "PUT", path, {**body, "base_rev": 0})
    return span


def reload(person: Person) -> None:
    person.page.reload()
    person.wait_until_saved()


def style_of(page: Page, selector: str, name: str) -> str:
    read = f"(one) => getComputedStyle(one).getPropertyValue('{name}')"
    return str(page.locator(selector).first.evaluate(read))


def test_reading_settings_hold_at_once_and_in_the_next_window(chloe: Person) -> None:
    page, before = chloe.page, style_of(chloe.page, "#text", "font-size")
    chloe.see("reading").click()
    dialog = chloe.see("reading-dialog")
    dialog.get_by_label("Sepia").check()
    dialog.get_by_label("Easy to tell apart").check()
    dialog.get_by_label("Size").fill("26")
    dialog.get_by_label("digits in the text").uncheck()
    expect(dialog.get_by_role("status")).to_have_text("Kept for all your documents.")
    reload(chloe)
    assert before != style_of(page, "#text", "font-size") == "26px"
    assert "Verdana" in style_of(page, "#text", "font-family")
    expect(page.locator("html")).to_have_attribute("data-theme", "sepia")
    expect(page.locator("html")).to_have_attribute("data-marks", "plain")
    chloe.see("reading").click()
    dialog.get_by_role("button", name="Reset").click()
    expect(dialog.get_by_role("status")).to_have_text("Kept for all your documents.")
    assert chloe.fetch("me/preferences/")[1]["reading"] == {}


def test_every_span_on_the_same_words_can_be_reached(chloe: Person) -> None:
    for label in LABELS:
        put(chloe, "Moscow", label, is_unsure=label == "actor")
    reload(chloe)
    word, said = chloe.page.locator("mark", has_text="Moscow"), chloe.page.locator("#announcements")
    signs = [tag.get_attribute("data-signs") for tag in word.locator(".tag").all()]
    assert signs.count("?") == 1
    count = len(str(word.get_attribute("data-spans")).split())
    assert count >= len(LABELS)
    ways: tuple[Callable[[], object], ...] = (word.click, lambda: chloe.press(["Space"]))
    for go_on in ways:
        reached = set()
        for _ in range(count):
            before = said.inner_text()
            go_on()
            expect(said).not_to_have_text(before)
            reached.add(said.inner_text())
        assert len(reached) == count


def test_text_from_the_right_is_marked_and_copied_as_it_is(chloe: Person) -> None:
    chloe.context.grant_permissions(["clipboard-read", "clipboard-write"])
    chloe.drag_over(TEXT, "موسكو إن حلف")
    chloe.press(["Control+c", "2"])
    chloe.wait_until_saved()
    assert chloe.page.evaluate("navigator.clipboard.readText()") == "موسكو إن حلف"
    rows = chloe.fetch(f"assignments/{assignment_of(chloe.page)}/")[1]["annotations"]
    assert [TEXT[row["start"] : row["end"]] for row in rows] == ["موسكو إن حلف"]
    mark = chloe.page.locator("mark", has_text="موسكو")
    assert mark.evaluate("(one) => getComputedStyle(one).direction") == "rtl"


def test_paper_has_the_digits_and_a_list_of_the_links(chloe: Person) -> None:
    source, target = put(chloe, "Four polls", "evidence"), put(chloe, "the bridge", "argument")
    body = {"type": "supports", "source": source, "target": target, "base_rev": 0}
    path = f"assignments/{assignment_of(chloe.page)}/relations/{uuid.uuid4()}/"
    ask(chloe, "PUT", path, body)
    reload(chloe)
    assert len(chloe.page.pdf()) > 10_000
    chloe.page.emulate_media(media="print")
    printed = chloe.page.locator(".printed-links")
    expect(printed).to_be_visible()
    expect(printed.get_by_role("listitem")).to_have_text(
        "Evidence, “Four polls” – supports – Argument, “the bridge”"
    )
    expect(chloe.page.locator(f"[data-tag='{source}']")).to_have_attribute("data-numbers", "[1]")
    assert chloe.page.evaluate("document.getElementById('text').textContent") == TEXT


@pytest.mark.parametrize("width", [640, 390])  # a wide window at 200 %, and a phone
def test_large_letters_in_a_narrow_window_are_not_cut_off(chloe: Person, width: int) -> None:
    put(chloe, "Moscow may attack", "threat_claim")
    reload(chloe)
    page = chloe.page
    page.set_viewport_size({"width": width, "height": 800})
    page.evaluate("document.documentElement.style.setProperty('--reading-size', '2rem')")
    overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(overflow) <= 0
    chloe.see("reading").click()
    expect(chloe.see("reading-dialog").get_by_role("button", name="Close")).to_be_in_viewport()
