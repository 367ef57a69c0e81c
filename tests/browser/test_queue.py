"""The way through a project: order, filters, putting aside, submitting, asking to have it back."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.own_project import ask, begin
from tests.browser.people import LONG, Meet, Person, assignment_of
from tests.running import Up
from tests.waiting import wait_until

pytestmark = pytest.mark.browser

TEXTS = {
    "Anchors": "One anchor holds the boat. Two hold it better.\n",
    "Bridges": "A bridge of stone may fall. So build it of wood.\n",
    "Canals": "The canal froze in March, say the records.\n",
}


@pytest.fixture
def chloe(meet: Meet, parallax: Up, request: pytest.FixtureRequest) -> Person:
    """Chloe on the start page, with three documents of a project of this test."""
    begin(meet, parallax, request.node.name[:60], TEXTS)
    return meet("chloe")


def assert_titles(person: Person, *titles: str) -> None:
    """Wait until the queue has these documents, in this order."""
    expect(person.see("queue").locator(".entry-title")).to_have_text(titles)


def opened(person: Person) -> dict[str, Any]:
    answer: dict[str, Any] = person.fetch(f"assignments/{assignment_of(person.page)}/")[1]
    return answer


def open_document(person: Person, title: str) -> None:
    person.page.get_by_role("link", name=title, exact=True).click()
    person.wait_until_saved()


def checks(person: Person) -> Locator:
    person.see("submit").click()
    return person.see("submit-checks").get_by_role("button")


def test_one_goes_through_ones_documents_in_order(chloe: Person, meet: Meet) -> None:
    page = chloe.page
    assert_titles(chloe, *TEXTS)
    expect(chloe.see("progress")).to_have_text("0 of 3 submitted")
    open_document(chloe, "Bridges")
    expect(chloe.see("place")).to_contain_text("2 of 3")
    chloe.see("skip").click()
    chloe.see("skip-dialog").get_by_label("Why").fill("It is too short.")
    chloe.see("skip-confirm").click()
    expect(chloe.see("skipped")).to_contain_text("It is too short.")
    expect(chloe.see("next-assignment")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Canals")
    chloe.wait_until_saved()
    chloe.submit()
    expect(chloe.see("next-assignment")).to_be_focused()
    expect(chloe.see("next-assignment")).to_have_text("Next: Anchors")
    chloe.see("ask-back").click()
    chloe.see("reopening-dialog").get_by_label("Why").fill("I missed the records.")
    chloe.see("reopening-confirm").click()
    expect(chloe.see("submitted")).to_contain_text("You asked to have it back: I missed")
    chloe.see("previous-document").click()
    expect(chloe.see("skipped")).to_contain_text("It is too short.")
    project = opened(chloe)["project"]["id"]
    assert_the_manager_sees_and_grants(meet("mara"), project)
    chloe.see("resume").click()
    expect(chloe.see("skipped")).to_have_count(0)
    expect(chloe.see("submit")).to_be_visible()
    expect(page.locator("#text")).to_be_focused()
    page.goto(f"/?state=all&project={project}")
    expect(chloe.see("assignment").filter(has_text="Canals")).to_contain_text("Sent back to you")
    open_document(chloe, "Canals")
    expect(chloe.see("reopened")).to_contain_text("This document was given back to you.")


def assert_the_manager_sees_and_grants(mara: Person, project: str) -> None:
    mara.page.goto("/")
    mara.see("project").filter(has_text="order").get_by_test_id("requests").click()
    expect(mara.see("put-aside")).to_contain_text("It is too short.")
    expect(mara.see("asked-back")).to_contain_text("I missed the records.")
    mara.see("asked-back").get_by_role("button", name="Give back").click()
    expect(mara.see("copies-status")).to_have_text("Given back.")
    expect(mara.see("copies-status")).to_be_focused()
    expect(mara.see("asked-back")).to_have_count(0)
    expect(mara.see("document").filter(has_text="Canals")).to_contain_text("0 of 1")


def test_filters_stand_in_the_address_and_survive_a_reload(chloe: Person) -> None:
    page = chloe.page
    base = page.url
    open_document(chloe, "Canals")
    path = f"assignments/{assignment_of(page)}"
    ask(chloe, "PUT", f"{path}/about/", {"note": "Cold.", "is_unsure": True, "base_rev": 0})
    page.goto(base)
    assert_titles(chloe, "Canals", "Anchors", "Bridges")  # what was begun comes first
    page.get_by_label("Title or source contains").fill("bRIDGES ti")
    page.get_by_role("button", name="Show").click()
    assert_titles(chloe, "Bridges")
    assert re.search(r"[?&]q=bRIDGES", page.url)
    page.reload()
    assert_titles(chloe, "Bridges")
    page.get_by_label("Title or source contains").fill("")
    page.get_by_label("I am not sure of something").check()
    page.get_by_label("With a note").check()
    page.get_by_role("button", name="Show").click()
    assert_titles(chloe, "Canals")
    page.get_by_role("link", name="Submitted").click()
    expect(page.get_by_text("None of your documents is like that.")).to_be_visible()
    page.goto(f"{base}&order=shortest&state=all")
    assert_titles(chloe, "Canals", "Anchors", "Bridges")


def test_each_line_before_submitting_leads_to_the_place(chloe: Person) -> None:
    page = chloe.page
    open_document(chloe, "Bridges")
    chloe.drag_over(TEXTS["Bridges"], "A bridge of stone may fall")
    chloe.press(["3", "u"])
    chloe.wait_until_saved()
    page.locator("#text").focus()
    chloe.press(["Escape"])
    expect(checks(chloe).first).to_be_focused()
    chloe.see("submit-checks").get_by_role("button").filter(has_text="Threat claim").click()
    expect(chloe.see("submit-dialog")).to_be_hidden()
    expect(chloe.see("details")).to_contain_text("A bridge of stone may fall")
    expect(chloe.see("details").get_by_role("radio").nth(3)).to_be_focused()
    checks(chloe).filter(has_text="Never used: Argument").click()
    expect(chloe.see("guideline-pane").locator("[data-help=argument]")).to_be_in_viewport()
    assert checks(chloe).filter(has_text="You are not sure of 1 span").count() == 1
    chloe.see("submit-confirm").click()
    expect(chloe.see("submitted")).to_be_visible(timeout=LONG)


def test_time_at_work_is_kept_and_told(chloe: Person) -> None:
    page, base = chloe.page, chloe.page.url
    open_document(chloe, "Anchors")
    page.locator("#text").focus()
    began = time.monotonic()
    while time.monotonic() - began < 2.5:
        page.keyboard.press("ArrowRight")
    assignment = assignment_of(page)
    page.goto(base)
    wait_until(lambda: chloe.fetch(f"assignments/{assignment}/")[1]["seconds"] > 0, what="told")
    page.reload()
    expect(chloe.see("worked")).to_have_text("under 1 min")


def test_idle_time_does_not_count(chloe: Person) -> None:
    page = chloe.page
    page.clock.install()
    open_document(chloe, "Anchors")
    page.locator("#text").focus()
    for pause in (35_000, 35_000, 600_000, 35_000, 35_000):
        page.clock.run_for(pause)
        page.keyboard.press("ArrowRight")
    expect(chloe.see("worked")).to_have_text("2 min on this text")
    expect(chloe.see("problem")).to_have_count(0)
