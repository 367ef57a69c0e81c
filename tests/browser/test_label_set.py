"""The manager's pages for labels and the guideline, with mouse and keyboard, for everyone."""

from __future__ import annotations

import json

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import FilePayload, Locator, Page, ViewportSize, expect

from tests.browser.people import Meet, Person
from tests.running import Up

pytestmark = [pytest.mark.browser, pytest.mark.anywhere]

NARROW: ViewportSize = {"width": 390, "height": 800}
WIDE: ViewportSize = {"width": 1280, "height": 900}


@pytest.fixture
def mara(meet: Meet, parallax: Up) -> Person:
    """Mara at a project of her own, so that nobody else's labels change."""
    person = meet("mara")
    person.sign_in(parallax.password_of("mara"))
    person.page.goto("/projects/new/")
    person.page.fill("input[name=name]", "A set of its own")
    person.page.locator("main button.primary").click()
    person.page.get_by_test_id("edit-labels").click()
    expect(part(person.page, "argument")).to_be_visible()
    return person


def part(page: Page, name: str) -> Locator:
    return page.locator(f"[data-testid=part][data-name={name}]")


def names(page: Page) -> list[str | None]:
    return [row.get_attribute("data-name") for row in page.get_by_test_id("part").all()]


def saved(page: Page) -> None:
    page.get_by_test_id("save-labels").click()
    expect(page.locator("#label-status")).to_contain_text("Saved.")
    expect(page.get_by_test_id("save-state")).to_have_text("Everything is saved")


def assert_for_everyone(page: Page) -> None:
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        found = Axe().run(page)
        assert found.violations_count == 0, f"{page.url} {scheme}\n{found.generate_report()}"
    page.set_viewport_size(NARROW)
    overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(overflow) <= 0
    page.set_viewport_size(WIDE)


def test_a_manager_adds_orders_and_saves_labels_in_one_go(mara: Person) -> None:
    page = mara.page
    page.get_by_test_id("add-label").press("Enter")
    page.keyboard.type("Appeal to act")
    expect(page.get_by_test_id("label-name")).to_have_value("appeal_to_act")
    expect(page.get_by_test_id("label-key")).to_have_value("5")
    expect(page.get_by_test_id("save-state")).to_have_text("Unsaved changes")
    page.get_by_test_id("save-labels").click()
    wrong = page.get_by_test_id("label-definition")
    expect(wrong).to_be_focused()
    expect(wrong).to_have_attribute("aria-invalid", "true")
    page.keyboard.type("A call upon somebody to act.")
    expect(wrong).not_to_have_attribute("aria-invalid", "true")
    part(page, "appeal_to_act").focus()
    page.keyboard.press("Alt+ArrowUp")
    expect(part(page, "appeal_to_act")).to_be_focused()
    saved(page)
    page.reload()
    expect(part(page, "appeal_to_act")).to_be_visible()
    assert names(page)[3:5] == ["appeal_to_act", "evidence"]


def test_a_manager_asks_about_spans_and_links_them(mara: Person) -> None:
    page = mara.page
    part(page, "evidence").click()
    page.get_by_test_id("add-attribute").click()
    page.keyboard.type("Kind of source")
    page.get_by_label("Option").first.fill("Public record")
    part(page, "supports").click()
    page.get_by_label("Argument → Argument").check()
    saved(page)
    path = page.url.split("/projects/")[1].removesuffix("labels/")
    status, stored = mara.fetch(f"projects/{path}label-set/")
    (asked,) = stored["labels"][3]["attributes"]
    assert status == 200
    assert (asked["name"], asked["kind"]) == ("kind_of_source", "choice")
    assert asked["options"] == [{"name": "public_record", "title": "Public record"}]
    assert {"source": "argument", "target": "argument"} in stored["relation_types"][0]["ends"]
    part(page, "evidence").click()
    assert_for_everyone(page)
    part(page, "supports").click()
    assert_for_everyone(page)


def test_a_manager_sees_how_a_colour_looks_and_takes_it_back(mara: Person) -> None:
    page, preview = mara.page, mara.see("preview")
    part(page, "threat_claim").click()
    expect(preview).to_contain_text("good as line and as text")
    expect(preview).to_contain_text("Contrast 9.1 : 1")
    page.get_by_label("Colour on light pages", exact=True).fill("#eeeeee")
    expect(preview).to_contain_text("too faint")
    expect(preview.locator(".light mark")).to_have_css("border-bottom-color", "rgb(238, 238, 238)")
    page.locator("#discard-labels").click()
    expect(preview).to_contain_text("Contrast 9.1 : 1")
    assert_files_are_read(mara)


def assert_files_are_read(mara: Person) -> None:
    """Save the set as a file, change that, and read it again; then read what is no label set."""
    page = mara.page
    with page.expect_download() as download:
        mara.see("label-download").click()
    data = json.loads(download.value.path().read_text())
    data["labels"] = [label | {"title": "Claim"} for label in data["labels"][:1]]
    data["relation_types"] = []
    page.set_input_files("#label-file", file_of(json.dumps(data)))
    expect(part(page, "argument")).to_have_text("ClaimKey1")
    assert names(page) == ["argument"]
    page.set_input_files("#label-file", file_of("[]"))
    expect(page.locator("#label-status")).to_contain_text("holds no label set")


def file_of(text: str) -> FilePayload:
    return {"name": "labels.json", "mimeType": "application/json", "buffer": text.encode()}


def test_a_manager_writes_a_guideline_beside_its_preview(mara: Person) -> None:
    page = mara.page
    page.get_by_role("link", name="Guideline", exact=True).click()
    mara.see("edit-guideline").click()
    mara.see("guideline-text").fill("# Actors\n\nEvery *mention*.")
    expect(mara.see("guideline-preview").locator("em")).to_have_text("mention")
    expect(mara.see("save-state")).to_have_text("Unsaved; saving makes version 2")
    assert_for_everyone(page)
    page.once("dialog", lambda dialog: dialog.dismiss())
    page.get_by_role("link", name="Leave").click()
    expect(mara.see("guideline-text")).to_be_visible()
    mara.see("save-guideline").click()
    expect(mara.see("guideline-version")).to_have_text("Version 2")
    page.get_by_role("link", name="Version 2").click()
    expect(mara.see("guideline-changes").locator("ins").first).to_have_text("# Actors")
    assert_for_everyone(page)
