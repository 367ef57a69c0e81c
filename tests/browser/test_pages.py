"""Every page for everyone: axe finds nothing, in light and dark, wide and narrow."""

from __future__ import annotations

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.people import LONG, Meet, Person
from tests.running import Up

pytestmark = [pytest.mark.browser, pytest.mark.anywhere]

PROJECT_PAGES = ("", "guideline/", "agreement/", "upload/", "team/", "releases/", "review/")
OWN_PAGES = (
    "/",
    "/account/",
    "/account/tokens/",
    "/account/password/change/",
    "/account/second-factor/",
    "/projects/new/",
    "/projects/00000000-0000-4000-8000-000000000000/",
)
STRANGERS_PAGES = ("/account/login/", "/account/password/reset/", "/invitations/nothing/")
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
NARROW: ViewportSize = {"width": 390, "height": 800}
WIDE: ViewportSize = {"width": 1280, "height": 900}


def settle(page: Page) -> None:
    page.wait_for_load_state("networkidle")
    expect(page.locator("h1")).to_be_visible()


def assert_for_everyone(page: Page) -> None:
    """Look with axe in light and dark, then see that nothing is cut off in a narrow window."""
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        found = Axe().run(page)
        assert found.violations_count == 0, f"{page.url} {scheme}\n{found.generate_report()}"
    page.set_viewport_size(NARROW)
    overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(overflow) <= 0, f"{page.url} is wider than a narrow window"
    page.set_viewport_size(WIDE)


@pytest.mark.parametrize("path", STRANGERS_PAGES)
def test_a_stranger_can_use(meet: Meet, path: str) -> None:
    page = meet("stranger").page
    page.goto(path)
    settle(page)
    assert_for_everyone(page)


def test_everyone_can_use_their_own_pages(mara: Person) -> None:
    for path in OWN_PAGES:
        mara.page.goto(path)
        settle(mara.page)
        assert_for_everyone(mara.page)


def test_everyone_can_use_the_pages_of_a_project(mara: Person, demo: str) -> None:
    for path in PROJECT_PAGES:
        mara.page.goto(f"/projects/{demo}/{path}")
        settle(mara.page)
        assert_for_everyone(mara.page)


def test_everyone_can_use_the_workspace(meet: Meet, parallax: Up) -> None:
    chloe = meet("chloe")
    chloe.sign_in(parallax.password_of("chloe"))
    chloe.open_assignment("US-Ukraine")
    assert_for_everyone(chloe.page)


def test_everyone_can_use_the_review(meet: Meet, parallax: Up) -> None:
    ada = meet("ada")
    ada.sign_in(parallax.password_of("ada"))
    ada.see("review-document").get_by_role("link").first.click()
    expect(ada.see("disagreement").first).to_be_visible(timeout=LONG)
    assert_for_everyone(ada.page)


def test_everyone_can_read_in_sepia(mara: Person, demo: str) -> None:
    for path in ("", "agreement/", "labels/"):
        mara.page.goto(f"/projects/{demo}/{path}")
        settle(mara.page)
        mara.page.evaluate("document.documentElement.dataset.theme = 'sepia'")
        found = Axe().run(mara.page)
        assert found.violations_count == 0, f"{mara.page.url}\n{found.generate_report()}"


def test_the_api_can_be_browsed(mara: Person) -> None:
    mara.page.goto("/api/v1/docs/")
    path = "/api/v1/projects/{project}/agreement/"
    expect(mara.page.get_by_text(path, exact=True)).to_be_visible(timeout=LONG)


@pytest.fixture
def dialog(mara: Person, demo: str) -> Page:
    mara.page.goto(f"/projects/{demo}/")
    mara.see("assign").click()
    return mara.page


def test_everyone_can_use_the_dialog_that_assigns(dialog: Page) -> None:
    expect(dialog.get_by_test_id("assign-confirm")).to_be_visible()
    assert_for_everyone(dialog)
