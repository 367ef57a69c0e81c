"""Steering the agreement page: it waits for what was asked last, and its address keeps it all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, Request, Route, expect

from tests.browser.many_documents import N_FEWER, NAME_OF_FEWER, SOURCES
from tests.browser.people import LONG, Person
from tests.browser.test_agreement import opened, settle, written
from tests.browser.test_pages import NARROW, assert_for_everyone

pytestmark = [pytest.mark.browser, pytest.mark.anywhere]

OF_SOURCE = N_FEWER // len(SOURCES)
_TICK_ALL = "boxes => boxes.forEach((box) => box.click())"
# How far the words of a drawing stand out of it, on either side.
_BEYOND = """plot => Math.max(...[...plot.querySelectorAll("text")].map((words) => {
  const [own, all] = [words.getBoundingClientRect(), plot.getBoundingClientRect()];
  return Math.max(all.left - own.left, own.right - all.right); }))"""


@pytest.fixture
def many(filled_with_fewer: None, mara: Person) -> str:
    """Return the id of the project of many documents."""
    return mara.project_called(NAME_OF_FEWER)


@contextmanager
def held(page: Page, address: str) -> Iterator[None]:
    """Keep requests from the server until the end."""
    routes: list[Route] = []
    is_held = True

    def take(route: Route) -> None:
        if is_held:
            routes.append(route)
        else:
            route.continue_()

    page.route(address, take)
    yield
    is_held = False
    for route in routes:
        route.continue_()


def test_another_grouping_dims_the_plot_until_it_has_come(mara: Person, many: str) -> None:
    page = opened(mara, many)
    part = page.locator("#part-groups")
    head = page.get_by_test_id("by-group-table").locator("thead th").first
    page.get_by_test_id("by-group").locator("summary").click()
    with held(page, "**/agreement/groups/?*by=source*"):
        page.get_by_test_id("group-by").select_option("source")
        assert part.get_attribute("aria-busy") == "true"
        expect(part.locator("[data-place]")).to_have_css("opacity", "0.5")
        page.get_by_test_id("group-label").select_option("actor")
        expect(head).to_have_text("Month")
    settle(page)
    expect(head).to_have_text("Source")
    expect(part.locator("[data-place]")).to_have_css("opacity", "1")
    assert part.get_attribute("aria-busy") is None


@pytest.mark.parametrize("name", ["groups", "documents", "units"])
def test_it_is_busy_until_every_part_has_come(mara: Person, many: str, name: str) -> None:
    page = mara.page
    with held(page, f"**/agreement/{name}/*"):
        page.goto(f"/projects/{many}/agreement/")
        expect(page.locator("#part-labels:not([aria-busy])")).to_be_visible(timeout=LONG)
        expect(page.locator(f"#part-{name}")).to_have_attribute("aria-busy", "true")
        expect(page.locator("#agreement")).to_have_attribute("aria-busy", "true")
    settle(page)
    expect(page.locator("#agreement [aria-busy]")).to_have_count(0)


def test_several_ticks_ask_once(mara: Person, many: str) -> None:
    page = opened(mara, many)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_test_id("filter-source").locator("input").evaluate_all(_TICK_ALL)
    expect(page.locator("#part-overall [data-place]")).to_have_css("opacity", "0.5")
    settle(page)
    reports = [url for url in asked if urlsplit(url).path.endswith("/agreement/")]
    chosen = [sorted(parse_qs(urlsplit(url).query)["source"]) for url in reports]
    assert chosen == [sorted(SOURCES)] * 2  # without and with intervals


def test_what_is_no_longer_asked_for_is_given_up(mara: Person, many: str) -> None:
    page = opened(mara, many)

    def is_first(request: Request) -> bool:
        return request.url.endswith("/agreement/?source=Dawn&intervals=no")

    choices = page.get_by_test_id("filter-source")
    choices.locator("summary").click()
    page.route("**/agreement/?source=Dawn&intervals=no", lambda _: None)  # no answer, ever
    with page.expect_request(is_first):
        choices.get_by_label("Dawn").check()
    with page.expect_event("requestfailed", is_first):
        choices.get_by_label("Ranok").check()
    settle(page)
    expect(page.locator(".basis dd").first).to_have_text(str(2 * OF_SOURCE))
    expect(page.get_by_role("alert")).to_be_empty()


def test_back_from_a_document_leads_to_where_it_stands(mara: Person, many: str) -> None:
    page = opened(mara, many, "?source=Ranok")
    rows = page.get_by_test_id("worst-documents").locator("tbody tr")
    expect(mara.see("documents-shown")).to_have_text(f"10 of {OF_SOURCE}")
    for n_rows in (20, 30):
        mara.see("more-documents").click()
        expect(rows).to_have_count(n_rows)
    title = rows.nth(15).get_by_role("link").inner_text()
    rows.nth(15).get_by_role("link").click()
    page.wait_for_url("**/documents/*/review/")
    page.go_back()
    settle(page)
    expect(rows).to_have_count(30)
    expect(mara.see("documents-shown")).to_have_text(f"30 of {OF_SOURCE}")
    expect(page.get_by_role("link", name=title)).to_be_focused()
    expect(page.get_by_role("link", name=title)).to_be_in_viewport()


def test_one_label_orders_the_documents(mara: Person, many: str) -> None:
    page = opened(mara, many, "?label=actor")
    expect(mara.see("documents-order")).to_contain_text("In order of alpha on “Actor”")
    told = mara.fetch(f"projects/{many}/agreement/documents/?label=actor&page_size=10")[1]
    own = [row["labels"]["actor"] for row in told["results"]]
    cells = page.get_by_test_id("worst-documents").locator("tbody tr")
    expect(cells.locator("td:nth-of-type(2)")).to_have_text([str(row["n_spans"]) for row in own])
    expect(cells.locator("td:nth-of-type(3)")).to_have_text([written(row["alpha"]) for row in own])
    opened(mara, many)
    expect(mara.see("documents-order")).to_have_text("In order of alpha on all labels together.")


def test_what_was_chosen_stands_in_the_address(mara: Person, many: str) -> None:
    page = opened(mara, many, "?source=Dawn")
    choices = {"group-by": "metadata.desk", "group-label": "actor", "pair-label": "evidence"}
    choices |= {"pair-measure": "cohen_kappa"}
    for name, value in choices.items():
        page.get_by_test_id(name).select_option(value)
    assert parse_qs(urlsplit(page.url).query).pop("source") == ["Dawn"]
    page.reload()
    settle(page)
    for name, value in choices.items():
        expect(page.get_by_test_id(name)).to_have_value(value)
    expect(page.get_by_test_id("group-by").locator(":checked")).to_have_text("“desk”")
    page.get_by_test_id("pair-label").select_option("")
    page.get_by_test_id("group-by").select_option("month")
    assert set(parse_qs(urlsplit(page.url).query)) == {"source", "by_label", "pair_measure"}


def test_without_documents_nothing_but_the_reason_is_shown(mara: Person, many: str) -> None:
    page = opened(mara, many, "?published_from=2090-01-01")
    expect(page.locator("#agreement > :visible")).to_have_count(1)
    expect(mara.see("no-alpha")).to_contain_text("No document has been completed by two")
    opened(mara, many, "?annotator=ana")
    expect(page.locator("#agreement > :visible")).to_have_count(1)
    expect(mara.see("no-alpha")).to_contain_text("Agreement needs two annotators or more")


def test_a_wrong_date_is_told_beside_its_field(mara: Person, many: str) -> None:
    page = mara.page
    page.set_viewport_size(NARROW)
    page.goto(f"/projects/{many}/agreement/?published_from=2024-02-31x")
    field = page.get_by_label("Published from")
    expect(field).to_have_accessible_description("Published from: “2024-02-31x” is not a date.")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(mara.see("agreement-status").locator("[role=alert]")).to_be_empty()
    expect(mara.see("alpha")).to_be_hidden()
    assert_for_everyone(page)
    page.get_by_test_id("clear-filters").click()
    settle(page)
    expect(field).to_have_accessible_description("")
    expect(mara.see("alpha")).to_be_visible()


def test_no_coefficient_is_left_out_without_a_word(mara: Person, many: str) -> None:
    page = opened(mara, many)
    page.locator("#part-coefficients summary").click()
    cells = page.get_by_test_id("coefficients").locator("tbody td")
    expect(cells.and_(page.locator(":empty"))).to_have_count(0)
    of_all = page.get_by_test_id("coefficients").locator("tbody tr").last.locator("td")
    expect(of_all.filter(has_text="not defined for all labels together")).not_to_have_count(0)
    expect(page.locator("#part-coefficients .table-note")).to_have_count(1)


def test_dates_stand_side_by_side_and_axes_within_the_page(mara: Person, many: str) -> None:
    page = opened(mara, many)
    tops = [
        field.bounding_box()["y"]  # type: ignore[index]  # both are to be seen
        for field in page.locator("#filter-form .field, #filter-form .filter-list").all()
    ]
    assert len(tops) == 8
    assert max(tops) - min(tops) < 1
    page.set_viewport_size(NARROW)
    plot = page.get_by_test_id("by-label").locator("svg")
    expect(plot).to_have_attribute("width", re.compile(r"^3\d\d$"))
    assert plot.evaluate(_BEYOND) < 1  # half a number is 4 pixels wide


def test_more_rows_than_one_answer_has_come_back_too(mara: Person, many: str) -> None:
    page = opened(mara, many, "?rows=210")
    rows = page.get_by_test_id("worst-documents").locator("tbody tr")
    expect(rows).to_have_count(210)
    mara.see("more-documents").click()
    expect(rows).to_have_count(220)
    expect(mara.see("documents-shown")).to_have_text(f"220 of {N_FEWER:,}")
    assert len(set(rows.get_by_role("link").all_inner_texts())) == 220
