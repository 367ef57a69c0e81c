"""The agreement page: what it shows is what the API says, and anybody can read and steer it."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from tests.browser.own_project import ask, begin
from tests.browser.people import LONG, Meet, Person
from tests.browser.test_pages import assert_for_everyone
from tests.running import Up

pytestmark = [pytest.mark.browser, pytest.mark.anywhere]


@pytest.fixture
def page(mara: Person, demo: str) -> Page:
    """Return the page with all its figures."""
    return opened(mara, demo)


def opened(person: Person, project: str, query: str = "") -> Page:
    person.page.goto(f"/projects/{project}/agreement/{query}")
    settle(person.page)
    return person.page


def settle(page: Page) -> None:
    """Wait until the figures are those that the filters ask for, with their intervals."""
    expect(page.locator("#agreement:not([aria-busy])")).to_be_attached(timeout=LONG)
    page.wait_for_load_state("networkidle")


def written(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}".replace("-", "−")


def figures_of(person: Person, project: str, query: str = "") -> Any:
    status, told = person.fetch(f"projects/{project}/agreement/{query}")
    assert status == 200, told
    return told


def first_words(cells: Locator) -> list[str]:
    """Return what stands in cells, without the sentences that are there for some only."""
    return [text.split("\n")[0].split(" (")[0] for text in cells.all_inner_texts()]


def test_it_leads_with_the_agreement_on_all_labels(mara: Person, demo: str, page: Page) -> None:
    overall = figures_of(mara, demo)["overall"]
    expect(page.get_by_test_id("alpha")).to_have_text(written(overall["alpha"]["value"]))
    expect(page.get_by_test_id("f1_iou50")).to_have_text(written(overall["f1_iou50"]["value"]))
    expect(page.get_by_test_id("interval")).to_have_text(
        "An interval needs five documents or more."
    )


def test_the_plot_of_labels_says_what_the_api_says(mara: Person, demo: str, page: Page) -> None:
    plot = page.get_by_test_id("by-label")
    plot.locator("summary").click()
    seen = {
        row.locator("th").inner_text(): first_words(row.locator("td"))
        for row in page.get_by_test_id("by-label-table").locator("tbody tr").all()
    }
    titles = {row["name"]: row["title"] for row in labels_of(mara, demo)}
    for name, figures in figures_of(mara, demo)["labels"].items():
        alpha, f1 = figures["alpha"], figures["f1_iou50"]
        basis = [str(alpha["n_documents"]), str(alpha["n_spans"])]
        expected = [written(alpha["value"]), "–", written(f1["value"]), "–", *basis]
        assert seen.pop(titles[name]) == expected, name
    assert seen == {}
    assert plot.locator("svg .mark-alpha").count() == len(titles) + 1  # one explains the mark


def labels_of(person: Person, project: str) -> Any:
    return person.fetch(f"projects/{project}/label-set/")[1]["labels"]


def test_the_matrix_shows_the_chosen_measure_of_every_pair(
    mara: Person, demo: str, page: Page
) -> None:
    page.get_by_test_id("pair-label").select_option("actor")
    page.get_by_test_id("pair-measure").select_option("cohen_kappa")
    matrix = page.get_by_test_id("pairs")
    people = matrix.locator("thead th").all_inner_texts()[1:]
    assert len(people) == 3
    for pair in figures_of(mara, demo)["pairs"]:
        one, other = (people.index(name) for name in pair["annotators"])
        kappa = written(pair["labels"]["actor"]["cohen_kappa"]["value"])
        for row, column in ((one, other), (other, one)):
            cells = matrix.locator("tbody tr").nth(row).locator("td")
            assert first_words(cells)[column] == kappa


def test_kappa_is_offered_for_single_labels_only(page: Page) -> None:
    kappa = page.get_by_test_id("pair-measure").locator("option[value=cohen_kappa]")
    expect(kappa).to_have_count(0)
    page.get_by_test_id("pair-label").select_option("actor")
    expect(kappa).to_have_count(1)


def test_the_table_of_labels_that_meet_has_every_match(mara: Person, demo: str, page: Page) -> None:
    told = figures_of(mara, demo)["confusion"]
    rows = page.get_by_test_id("confusion").locator("tbody tr").all()
    seen = [row.locator(".cell-count").all_inner_texts() for row in rows]
    expected = [
        [str(count) for count in (*row, alone)]
        for row, alone in zip(told["matched"], told["unmatched"], strict=True)
    ]
    assert seen == expected


def test_filters_stand_in_the_address(mara: Person, demo: str, page: Page) -> None:
    page.get_by_test_id("filter-label").locator("summary").click()
    page.get_by_test_id("filter-label").get_by_label("Actor").check()
    page.get_by_test_id("filter-unit").select_option("token")
    settle(page)
    assert parse_qs(urlsplit(page.url).query) == {"label": ["actor"], "unit": ["token"]}
    alpha = figures_of(mara, demo, "?label=actor&unit=token")["overall"]["alpha"]["value"]
    expect(page.get_by_test_id("alpha")).to_have_text(written(alpha))


def test_filters_survive_a_reload_until_they_are_cleared(mara: Person, demo: str) -> None:
    page = opened(mara, demo, "?label=actor&unit=token")
    page.reload()
    settle(page)
    expect(page.get_by_test_id("filter-label")).to_contain_text("Actor")
    expect(page.get_by_test_id("filter-unit")).to_have_value("token")
    expect(page.get_by_test_id("by-label-table").locator("tbody tr")).to_have_count(1)
    page.get_by_test_id("clear-filters").click()
    settle(page)
    assert urlsplit(page.url).query == ""
    expect(page.get_by_test_id("by-label-table").locator("tbody tr")).to_have_count(4)


def test_one_can_filter_by_keyboard(page: Page) -> None:
    page.get_by_test_id("filter-annotator").locator("summary").focus()
    for key in ("Enter", "Tab", "Space", "Tab", "Space"):
        page.keyboard.press(key)
    settle(page)
    chosen = parse_qs(urlsplit(page.url).query)["annotator"]
    expect(page.get_by_test_id("pairs").locator("thead th")).to_have_count(3)
    assert page.get_by_test_id("pairs").locator("thead th").all_inner_texts()[1:] == sorted(chosen)
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("filter-annotator").locator("summary")).to_be_focused()
    expect(page.get_by_test_id("filter-annotator").locator("fieldset")).to_be_hidden()


def test_it_says_in_words_what_is_wrong_with_the_filters(mara: Person, demo: str) -> None:
    page = mara.page
    page.goto(f"/projects/{demo}/agreement/?label=nonsense")
    expect(page.get_by_role("alert")).to_contain_text("nonsense", timeout=LONG)
    expect(page.get_by_test_id("alpha")).to_be_hidden()
    page.get_by_test_id("clear-filters").click()
    expect(page.get_by_test_id("alpha")).to_be_visible(timeout=LONG)
    expect(page.get_by_role("alert")).to_be_empty()


def test_it_shows_groups_by_what_is_chosen(mara: Person, demo: str, page: Page) -> None:
    page.get_by_test_id("group-by").select_option("source")
    page.get_by_test_id("by-group").locator("summary").click()
    told = mara.fetch(f"projects/{demo}/agreement/groups/?by=source")[1]["groups"]
    names = page.get_by_test_id("by-group-table").locator("tbody th")
    expect(names).to_have_text([group["value"] for group in told])


def test_the_worst_documents_lead_to_their_review(mara: Person, demo: str, page: Page) -> None:
    told = mara.fetch(f"projects/{demo}/agreement/documents/")[1]["results"]
    rows = page.get_by_test_id("worst-documents").locator("tbody tr")
    expect(rows).to_have_count(len(told))
    assert [row.locator("td").nth(2).inner_text() for row in rows.all()] == [
        written(row["alpha"]) for row in told
    ]
    rows.first.get_by_role("link").click()
    expect(page).to_have_url(f"{mara.base_url}/documents/{told[0]['id']}/review/")


def test_every_part_comes_as_a_file_of_what_is_shown(
    mara: Person, demo: str, tmp_path: Path
) -> None:
    page = opened(mara, demo, "?label=actor")
    for link in page.locator("a[data-csv]:visible").all():
        assert parse_qs(urlsplit(str(link.get_attribute("href"))).query)["label"] == ["actor"]
    with page.expect_download() as download:
        page.get_by_test_id("csv-overall").click()
    download.value.save_as(tmp_path / "agreement.csv")
    lines = (tmp_path / "agreement.csv").read_text(encoding="utf-8").splitlines()
    assert "alpha" in lines[0] + lines[1]
    assert not any("threat_claim" in line for line in lines)


def test_everyone_can_read_the_tables_behind_the_plots(page: Page) -> None:
    page.evaluate("document.querySelectorAll('#agreement details').forEach(d => d.open = true)")
    assert_for_everyone(page)


def test_everyone_can_use_a_list_of_filters(page: Page) -> None:
    page.get_by_test_id("filter-label").locator("summary").click()
    expect(page.get_by_test_id("filter-label").get_by_label("Actor")).to_be_visible()
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_in_a_narrow_window_the_filters_fold(mara: Person, demo: str) -> None:
    mara.page.set_viewport_size({"width": 390, "height": 800})
    page = opened(mara, demo, "?unit=token")
    expect(page.get_by_test_id("filter-unit")).to_be_hidden()
    page.locator("#filters > summary").click()
    expect(page.get_by_test_id("filter-unit")).to_have_value("token")
    drawn = page.get_by_test_id("by-label").locator("svg").bounding_box()
    assert drawn is not None
    assert drawn["width"] <= 390


# --- A corpus large enough for intervals and for a second page -----------------------------

N_DOCUMENTS = 12
SENTENCE = "The senate warned of war."


@pytest.fixture
def corpus(meet: Meet, parallax: Up, mara: Person) -> str:
    """Return a project whose documents two have submitted, alike in all but every third."""
    texts = {f"Report {number}": f"{SENTENCE} {number}\n" for number in range(N_DOCUMENTS)}
    project = begin(meet, parallax, f"Corpus {uuid.uuid4()}", texts, redundancy=2)
    ben = meet("ben")
    ben.sign_in(parallax.password_of("ben"))
    invited = {"name": "ben", "role": "annotator"}
    link = ask(mara, "POST", f"projects/{project}/invitations/", invited)["url"]
    ben.page.goto(urlsplit(link).path)
    ben.see("join").click()
    expect(ben.page.locator("h1")).to_contain_text("Corpus")
    user = ben.fetch("me/")[1]["id"]
    ask(mara, "POST", f"projects/{project}/assignments/", {"annotators": [user]})
    ask(mara, "PATCH", f"projects/{project}/", {"agreement_threshold": 0.95})
    for person, length in ((meet("chloe"), 3), (ben, 2)):
        submit_all(person, project, length)
    return project


def submit_all(person: Person, project: str, length: int) -> None:
    """Mark "The", and of every third document only its first letters, then submit."""
    rows = person.fetch(f"assignments/?project={project}&page_size=50")[1]["results"]
    for row in rows:
        end = length if int(row["document"]["title"].split()[1]) % 3 == 0 else 3
        span = {"label": "actor", "start": 0, "end": end, "quote": SENTENCE[:end], "base_rev": 0}
        ask(person, "PUT", f"assignments/{row['id']}/annotations/{uuid.uuid4()}/", span)
        ask(person, "POST", f"assignments/{row['id']}/submit/", {})


def test_figures_come_with_intervals_and_the_threshold(mara: Person, corpus: str) -> None:
    page = opened(mara, corpus)
    alpha = figures_of(mara, corpus)["overall"]["alpha"]
    ends = [written(alpha["interval"][end]) for end in ("low", "high")]
    expect(page.get_by_test_id("interval")).to_have_text(f"95% interval: {' to '.join(ends)}")
    share = f"{100 * alpha['interval']['p_below']:.0f}%"
    expect(page.get_by_test_id("threshold")).to_contain_text("below 0.95")
    expect(page.get_by_test_id("threshold")).to_contain_text(share)
    plot = page.get_by_test_id("by-label")
    expect(plot.locator("svg .threshold")).to_have_count(1)
    assert plot.locator("svg .whisker").count() >= 3  # a line with two ends


def test_more_documents_follow_at_the_press_of_a_key(mara: Person, corpus: str) -> None:
    page = opened(mara, corpus)
    rows = page.get_by_test_id("worst-documents").locator("tbody tr")
    expect(rows).to_have_count(10)
    page.get_by_test_id("more-documents").press("Enter")
    expect(rows).to_have_count(N_DOCUMENTS)
    expect(rows.nth(10).get_by_role("link")).to_be_focused()
    expect(page.get_by_test_id("more-documents")).to_be_hidden()
