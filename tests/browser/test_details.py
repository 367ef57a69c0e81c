"""What stands beside the text: details of a span, its links, the guideline, for everyone."""

from __future__ import annotations

import re
import uuid
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from tests.browser.own_project import ask, begin
from tests.browser.people import LONG, Meet, Person, assignment_of
from tests.running import Up

pytestmark = [pytest.mark.browser, pytest.mark.anywhere]

TEXT = (
    "The harbour town\n\nFour polls count a clear majority for the old bridge. "
    "So the bridge should stay.\n\nA second winter may break the pier and drown the market.\n"
)
CLAIM = "A second winter may break the pier"
GUIDELINE = (
    "# In general\n" + "Read it all first.\n\n" * 40 + "# Threat claims\nMark *the* danger.\n"
)


@pytest.fixture
def chloe(meet: Meet, parallax: Up, request: pytest.FixtureRequest) -> Person:
    """Chloe, in a project of this test, with its only document open."""
    begin(meet, parallax, request.node.name[:60], {"Harbour": TEXT}, guideline=GUIDELINE)
    person = meet("chloe")
    person.page.get_by_role("link", name="Harbour", exact=True).click()
    person.wait_until_saved()
    return person


def opened(person: Person) -> dict[str, Any]:
    answer: dict[str, Any] = person.fetch(f"assignments/{assignment_of(person.page)}/")[1]
    return answer


def mark(person: Person, quote: str, key: str) -> str:
    """Mark a quote with the mouse and return the id of what is stored."""
    person.drag_over(TEXT, quote)
    person.page.keyboard.press(key)
    person.wait_until_saved()
    start = TEXT.index(quote)
    return next(str(row["id"]) for row in opened(person)["annotations"] if row["start"] == start)


def stored(person: Person, kind: str, row_id: str) -> dict[str, Any]:
    person.wait_until_saved()
    return next(row for row in opened(person)[kind] if row["id"] == row_id)


def attend(person: Person, quote: str) -> None:
    """Give the focus to a marked span, whatever else is suggested around it."""
    person.page.get_by_role("tab", name="Spans").click()
    person.see("span-list").get_by_role("button", name=quote).click()
    person.page.locator("#text").focus()


def group(person: Person, name: str) -> Locator:
    return person.see("details").get_by_role("group", name=name)


def test_what_is_said_of_a_span_is_kept_and_can_be_taken_back(chloe: Person) -> None:
    page, keyboard = chloe.page, chloe.page.keyboard
    span = mark(chloe, CLAIM, "3")
    keyboard.press("Enter")
    expect(group(chloe, "Hedging").get_by_label("Not answered yet")).to_be_focused()
    group(chloe, "Hedging").get_by_label("Hedged", exact=True).check()
    group(chloe, "Conditional").get_by_label("No", exact=True).check()
    keyboard.press("Escape")
    expect(page.locator("#text")).to_be_focused()
    chloe.press(["t"])
    expect(page.get_by_label("Note", exact=True)).to_be_focused()
    keyboard.type("The pier is new.")
    chloe.press(["Escape", "u"])
    said = stored(chloe, "annotations", span)
    assert (said["note"], said["is_unsure"]) == ("The pier is new.", True)
    assert said["attributes"] == {"hedging": "hedged", "conditional": False}
    page.get_by_role("tab", name="Spans").click()
    row = page.locator("#span-list .span-row").first
    expect(row).to_have_accessible_name(re.compile("not sure.*2 questions open.*has a note"))
    expect(row).to_contain_text("2 open")
    page.locator("#text").focus()
    chloe.press(["Control+z", "Control+z", "Control+z"])
    said = stored(chloe, "annotations", span)
    assert (said["note"], said["is_unsure"]) == ("", False)
    assert said["attributes"] == {"hedging": "hedged"}
    chloe.see("tab-details").click()
    expect(group(chloe, "Conditional").get_by_label("Not answered yet")).to_be_checked()
    chloe.see("tab-about").click()
    page.get_by_label("I am not sure about this text").check()
    page.get_by_label("Note on the whole text").fill("Half of it is fiction.")
    page.locator("#text").focus()
    chloe.wait_until_saved()
    about = opened(chloe)["about"]
    assert (about["note"], about["is_unsure"]) == ("Half of it is fiction.", True)


def test_links_are_shown_with_both_ends_and_can_be_changed(chloe: Person) -> None:
    evidence = mark(chloe, "Four polls count a clear majority", "4")
    argument = mark(chloe, "the bridge should stay", "1")
    link = str(uuid.uuid4())
    body = {"type": "supports", "source": evidence, "target": argument, "base_rev": 0}
    ask(chloe, "PUT", f"assignments/{assignment_of(chloe.page)}/relations/{link}/", body)
    chloe.page.reload()
    chloe.wait_until_saved()
    attend(chloe, "Four polls")
    expect(chloe.page.locator("#announcements")).to_contain_text("(1 link)")
    chloe.press(["Enter"])
    row = chloe.see("link")
    expect(row).to_contain_text("Argument, “the bridge should stay”")
    row.get_by_role("combobox").select_option("attacks")
    row.get_by_label("Note on the link").fill("Only half.")
    row.get_by_label("I am not sure of the link").check()
    changed = stored(chloe, "relations", link)
    assert (changed["type"], changed["is_unsure"], changed["note"]) == (
        "attacks",
        True,
        "Only half.",
    )
    row.get_by_role("button", name="Argument", exact=False).first.click()
    expect(chloe.see("link")).to_contain_text("this one")
    expect(chloe.see("link").get_by_role("combobox")).to_have_value("attacks")
    chloe.see("link").get_by_role("button", name="Delete").click()
    chloe.wait_until_saved()
    assert opened(chloe)["relations"] == []


def assert_for_everyone(page: Page, what: str) -> None:
    """Look with axe in light and dark, wide and narrow; nothing is cut off."""
    for width, scheme in ((1280, "light"), (1280, "dark"), (390, "light")):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(
            color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce"
        )
        found = Axe().run(page)
        assert found.violations_count == 0, f"{what} {width} {scheme}\n{found.generate_report()}"
        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(wide) <= 0, f"{what} is wider than {width}"
    page.set_viewport_size({"width": 1280, "height": 900})


def test_the_guideline_opens_where_it_speaks_of_the_label(meet: Meet, chloe: Person) -> None:
    page, pane = chloe.page, chloe.see("guideline-pane")
    mark(chloe, CLAIM, "3")
    page.locator("#text").focus()
    chloe.press(["g"])
    expect(page.locator("#guideline-sought")).to_be_focused()
    expect(pane.get_by_role("heading", name="Threat claims")).to_be_in_viewport()
    expect(pane.locator("[data-help=threat_claim]")).to_be_in_viewport()
    expect(pane.locator("[data-help=actor]")).to_be_hidden()
    page.keyboard.type("READ it")
    expect(page.locator("#guideline-found")).to_have_text("1 of 40")
    chloe.press(["Shift+Enter"])
    expect(page.locator("#guideline-found")).to_have_text("40 of 40")
    expect(chloe.see("guideline-changed")).to_be_hidden()
    project = opened(chloe)["project"]["id"]
    ask(meet("mara"), "PATCH", f"projects/{project}/", {"guideline": f"{GUIDELINE} More."})
    page.reload()
    expect(chloe.see("save-state")).to_have_text("Saved", timeout=LONG)
    attend(chloe, CLAIM)
    chloe.press(["Enter"])
    expect(chloe.see("older-guideline")).to_contain_text("version 1")
    assert_for_everyone(page, "details")
    page.locator("#text").focus()
    chloe.press(["g"])
    changed = chloe.see("guideline-changed").get_by_role("link")
    expect(changed).to_have_attribute(
        "href", re.compile(r"/guideline/versions/2/\?since=1#changes$")
    )
    page.set_viewport_size({"width": 1600, "height": 900})
    chloe.see("guideline-beside").click()
    expect(chloe.see("guideline-column").get_by_role("tabpanel")).to_be_visible()
    expect(chloe.see("span-list")).to_be_visible()
    assert_for_everyone(page, "guideline")


def test_the_page_reads_well_without_being_seen(chloe: Person) -> None:
    page = chloe.page
    mark(chloe, CLAIM, "3")
    page.locator("#text").focus()
    chloe.press(["u", "Escape", "Control+Home"])
    said = page.locator("#announcements")
    expect(page.get_by_role("textbox", name="Text of the document")).to_contain_text(CLAIM)
    attend(chloe, CLAIM)
    expect(said).to_contain_text(f"Threat claim, “{CLAIM}” (not sure, 4 questions open)")
    chloe.press(["Escape", "Control+Home", "Alt+p", "Alt+p"])
    chloe.press(["ArrowLeft", "ArrowRight"])
    expect(said).to_contain_text("Entered:")
    expect(said).to_contain_text("Threat claim (not sure, 4 questions open)")
    expect(page.get_by_role("complementary", name="Labels, spans")).to_match_aria_snapshot("""
      - complementary:
        - heading "Labels" [level=2]
        - list
        - status
        - tablist "About this text":
          - tab /Spans/ [selected]
          - tab /Suggestions/
          - tab "Details"
          - tab "Guideline"
          - tab "About"
        - tabpanel /Spans/:
          - list:
            - listitem:
              - button /Threat claim. A second winter.*not sure/
    """)
    expect(page.get_by_role("navigation", name="Your documents in")).to_contain_text("1 of 1")
