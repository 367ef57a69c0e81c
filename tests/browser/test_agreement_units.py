"""Figures of units on the agreement page: measured when somebody asks, shown as the API tells."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.own_project import ask
from tests.browser.people import LONG, Meet, Person
from tests.browser.test_agreement import opened, written
from tests.browser.test_pages import assert_for_everyone
from tests.running import Up

pytestmark = [pytest.mark.browser, pytest.mark.anywhere]
SOURCE = "Global Times"


def measure(page: Page) -> None:
    """Ask for the figures by keyboard, where nobody has, and wait until they are there."""
    button, table = page.get_by_test_id("measure-units"), page.get_by_test_id("units")
    expect(button.or_(table).filter(visible=True)).to_be_visible(timeout=LONG)
    if button.is_visible():
        button.press("Enter")
        expect(page.get_by_test_id("measuring")).to_be_focused()
    expect(table).to_be_visible(timeout=LONG)


def figures_of(person: Person, project: str, query: str = "") -> dict[str, Any]:
    told: dict[str, Any] = person.fetch(f"projects/{project}/agreement/units/{query}")[1]["found"]
    return told


def gammas_on(page: Page) -> list[str]:
    return [
        cell.split("\n")[0]
        for cell in page.locator("#part-units td:nth-child(2)").all_inner_texts()
    ]


def test_it_measures_gamma_when_somebody_asks(mara: Person, demo: str) -> None:
    page = opened(mara, demo)
    measure(page)
    found = figures_of(mara, demo)
    own = [figures["gamma_k"]["value"] for figures in found["labels"].values()]
    expected = [written(value) for value in [*own, found["overall"]["gamma"]["value"]]]
    assert gammas_on(page) == expected
    seed = found["gamma"]["seed"]
    expect(page.get_by_test_id("gamma-settings")).to_contain_text(f"seed {seed}")
    reason = "An annotator gave a character two values, and this coefficient knows one."
    expect(page.locator("#part-units .table-note").first).to_have_text(f"– {reason}")


def test_what_was_measured_is_there_when_one_comes_back(mara: Person, demo: str) -> None:
    measure(opened(mara, demo))
    page = opened(mara, demo)
    expect(page.get_by_test_id("units")).to_be_visible(timeout=LONG)
    expect(page.get_by_test_id("measure-units")).to_be_hidden()
    with page.expect_download() as download:
        page.locator("#part-units a[data-csv]").click()
    told = download.value.path().read_text()
    assert str(figures_of(mara, demo)["overall"]["gamma"]["value"]) in told


def test_other_documents_are_measured_for_themselves(mara: Person, demo: str) -> None:
    measure(opened(mara, demo))
    whole = gammas_on(mara.page)
    page = opened(mara, demo, f"?source={SOURCE}&unit=token")
    measure(page)
    found = figures_of(mara, demo, f"?source={SOURCE}")
    assert gammas_on(page)[-1] == written(found["overall"]["gamma"]["value"])
    assert gammas_on(page) != whole


def test_figures_that_documents_have_outlived_say_so(
    meet: Meet, parallax: Up, mara: Person, demo: str
) -> None:
    measure(opened(mara, demo))
    before = gammas_on(mara.page)
    ana = meet("ana")
    ana.sign_in(parallax.password_of("ana"))
    layer = ana.fetch(f"assignments/?project={demo}&state=submitted")[1]["results"][0]["id"]
    ask(mara, "POST", f"assignments/{layer}/reopen/", {})
    ask(ana, "POST", f"assignments/{layer}/submit/", {})
    page = opened(mara, demo)
    expect(page.get_by_test_id("measuring")).to_contain_text("submitted or reopened since")
    assert gammas_on(page) == before
    page.get_by_test_id("measure-units").press("Enter")
    expect(page.get_by_test_id("measuring")).to_have_text("", timeout=LONG)
    expect(page.get_by_test_id("measure-units")).to_be_hidden()


def test_everyone_can_use_the_figures_of_units(mara: Person, demo: str) -> None:
    page = opened(mara, demo)
    measure(page)
    assert_for_everyone(page)
