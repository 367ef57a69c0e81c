"""Parallax in German, from the sign-in to a marked span, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.own_project import begin
from tests.browser.people import LONG, Meet, Person
from tests.running import Up

pytestmark = [pytest.mark.browser, pytest.mark.anywhere]


TEXT = "The senate warned of war. Nobody believed it.\n"


@pytest.fixture
def chloe(browser: Browser, parallax: Up) -> Iterator[Person]:
    """Chloe in a browser that asks for German; nothing on her page may complain."""
    person = Person(browser, f"http://127.0.0.1:{parallax.port}", "chloe", locale="de-DE")
    yield person
    person.context.close()
    assert person.complaints == []


def assert_german(page: Page, *words: str) -> None:
    expect(page.locator("html")).to_have_attribute("lang", "de")
    for word in words:
        expect(page.get_by_text(word, exact=True).first).to_be_visible()
    found = Axe().run(page)
    assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"


def test_it_speaks_german_from_the_sign_in_to_the_submission(
    meet: Meet, chloe: Person, parallax: Up
) -> None:
    begin(meet, parallax, "Berichte", {"Warnung": TEXT})
    page = chloe.page
    page.goto("/account/login/")
    assert_german(page, "Benutzername oder E-Mail", "Anmelden")
    chloe.sign_in(parallax.password_of("chloe"))
    assert_german(page, "Ihre Arbeit", "Ihre Dokumente", "Abmelden")
    page.get_by_role("link", name="Warnung", exact=True).click()
    expect(chloe.see("save-state")).to_have_text("Gespeichert", timeout=LONG)
    chloe.drag_over(TEXT, "senate")
    page.keyboard.press("2")
    expect(chloe.see("announcements")).to_contain_text("markiert")
    assert_german(page, "Labels", "Abgeben")
    expect(chloe.see("save-state")).to_have_text("Gespeichert", timeout=LONG)
    chloe.see("submit").click()
    expect(page.get_by_role("heading", name="Ihre Arbeit abgeben?")).to_be_visible()
    chloe.see("submit-confirm").click()
    expect(chloe.see("submitted")).to_contain_text("Abgegeben", timeout=LONG)


def test_a_choice_on_the_account_page_holds_at_once(chloe: Person, parallax: Up) -> None:
    chloe.sign_in(parallax.password_of("chloe"))
    for language, heading in (("en", "Account"), ("", "Konto")):
        chloe.page.goto("/account/")
        chloe.see("language").select_option(language)
        chloe.see("save-language").click()
        expect(chloe.page.locator("h1")).to_have_text(heading)
