"""The agreement page on 2,000 documents: counted first, then always right, and easy to narrow."""

from __future__ import annotations

import csv
import datetime
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from annotator.domain.agreement import AgreementReport, DocumentSpans, agreement_report
from annotator.domain.spans import Span
from tests.browser.many_documents import (
    LABELS,
    LONG_ARTICLE,
    N_DOCUMENTS,
    NAME,
    Article,
    articles,
)
from tests.browser.own_project import ask
from tests.browser.people import LONG, Meet, Person
from tests.browser.test_agreement import figures_of, first_words, opened, settle, written
from tests.browser.test_pages import assert_for_everyone
from tests.running import Up

pytestmark = [pytest.mark.browser, pytest.mark.anywhere]

# Who is at the keyboard now, and everything on the page that they should come by.
_FOCUSED = "[...document.querySelectorAll('main *')].indexOf(document.activeElement)"
_TO_BE_REACHED = """() => [...document.querySelectorAll("main *")].flatMap((one, place) =>
  one.matches("a[href], button, input, select, summary") && one.checkVisibility() ? [place] : [])"""
_NAMES = "places => places.map((place) => document.querySelectorAll('main *')[place].outerHTML)"


@pytest.fixture
def many(filled: None, mara: Person) -> str:
    """Return the project's id."""
    return mara.project_called(NAME)


def computed(
    chosen: Sequence[Article], changed: Mapping[str, Sequence[Span]] | None = None
) -> AgreementReport:
    """Return the agreement on articles, of what was marked itself; `changed` is of the long one."""
    layers = [
        DocumentSpans(len(one.text), (changed if one.number == LONG_ARTICLE else None) or one.spans)
        for one in chosen
    ]
    return agreement_report(layers, LABELS)


def assert_shown(person: Person, told: Any, report: AgreementReport) -> None:
    """Compare the page, and what the API told, with what the engine makes of the spans."""
    alpha, f1 = report.overall.alpha, report.overall.f1_iou50
    assert told["overall"]["alpha"]["value"] == pytest.approx(alpha.value, rel=1e-9)
    assert told["overall"]["f1_iou50"]["value"] == pytest.approx(f1.value, rel=1e-9)
    assert told["overall"]["alpha"]["n_spans"] == alpha.n_spans
    expect(person.see("alpha")).to_have_text(written(alpha.value))
    expect(person.see("f1_iou50")).to_have_text(written(f1.value))
    basis = person.page.locator(".basis dd")
    expect(basis.nth(0)).to_have_text(f"{alpha.n_documents:,}")
    expect(basis.nth(2)).to_have_text(f"{alpha.n_spans:,}")


def test_it_counts_first_and_then_shows_the_figures_by_itself(mara: Person, many: str) -> None:
    page = mara.page
    with page.expect_response(lambda answer: answer.status == 202) as first:
        page.goto(f"/projects/{many}/agreement/")
    assert first.value.json()["job"]["kind"] == "count_characters"
    counted = re.compile(r"^Counting documents: [\d,]+ of 2,000$")
    expect(mara.see("counting")).to_have_text(counted, timeout=LONG)
    expect(page.get_by_role("progressbar", name="Documents counted")).to_be_visible()
    expect(page.locator("#agreement-waiting")).to_be_hidden()
    expect(mara.see("alpha")).to_be_hidden()
    settle(page)
    expect(mara.see("counting")).to_be_empty()
    assert_shown(mara, figures_of(mara, many), computed(articles()))


def test_a_layer_submitted_anew_changes_the_figures_at_once(
    mara: Person, meet: Meet, parallax: Up, many: str
) -> None:
    before = computed(articles())
    mara.page.goto(f"/projects/{many}/agreement/")
    expect(mara.see("alpha")).to_have_text(written(before.overall.alpha.value), timeout=LONG)
    long = articles()[LONG_ARTICLE]
    shorter = Span(0, len(long.text) // 10, "argument")
    chloe = meet("chloe")
    chloe.sign_in(parallax.password_of("chloe"))
    mark_anew(mara, chloe, many, shorter)
    answers: list[int] = []
    mara.page.on("response", lambda answer: answers.append(answer.status))
    opened(mara, many)
    now = computed(articles(), {**long.spans, "chloe": [shorter]})
    assert_shown(mara, figures_of(mara, many), now)
    assert written(now.overall.alpha.value) != written(before.overall.alpha.value)
    assert answers
    assert 202 not in answers, "a job counts"


def mark_anew(manager: Person, annotator: Person, project: str, span: Span) -> None:
    """Let an annotator have the long article back, move its one span, and submit it again."""
    title = articles()[LONG_ARTICLE].title
    found = annotator.fetch(f"assignments/?project={project}&q={title}")[1]["results"]
    layer = f"assignments/{found[0]['id']}"
    ask(manager, "POST", f"{layer}/reopen/", {})
    (stored,) = annotator.fetch(f"{layer}/")[1]["annotations"]
    quote = articles()[LONG_ARTICLE].text[span.start : span.end]
    moved = {"label": span.label, "start": span.start, "end": span.end, "quote": quote}
    where = f"{layer}/annotations/{stored['id']}/"
    ask(annotator, "PUT", where, {**moved, "base_rev": stored["rev"]})
    ask(annotator, "POST", f"{layer}/submit/", {})


def choose(page: Page, name: str, words: str) -> None:
    page.get_by_test_id(f"filter-{name}").locator("summary").click()
    page.get_by_test_id(f"filter-{name}").get_by_label(words).check()


def test_it_narrows_to_a_source_to_dates_and_to_a_label(mara: Person, many: str) -> None:
    page = opened(mara, many)
    choose(page, "source", "Ranok")
    page.get_by_label("Published from").fill("2022-10-01")
    page.get_by_label("Published until").fill("2022-12-31")
    choose(page, "label", "Evidence")
    autumn = datetime.date(2022, 10, 1), datetime.date(2022, 12, 31)
    chosen = [one for one in articles() if one.source == "Ranok" and is_within(one, *autumn)]
    report = computed(chosen)
    expect(page.locator(".basis dd").first).to_have_text(str(len(chosen)))
    settle(page)
    query = urlsplit(page.url).query
    assert set(parse_qs(query)) == {"source", "label", "published_from", "published_to"}
    assert_shown(mara, figures_of(mara, many, f"?{query}"), report)
    cells = page.get_by_test_id("by-label-table").locator("tbody td")
    expect(cells.nth(0)).to_have_text(written(report.labels["evidence"].alpha.value))
    expect(page.get_by_test_id("by-label-table").locator("tbody tr")).to_have_count(1)


def is_within(article: Article, first: datetime.date, last: datetime.date) -> bool:
    return article.published is not None and first <= article.published <= last


def month_of(article: Article) -> str | None:
    return f"{article.published:%Y-%m}" if article.published else None


def desk_of(article: Article) -> str | None:
    return article.desk


@pytest.mark.parametrize(
    ("by", "value_of"),
    [
        pytest.param("month", month_of, id="of_months"),
        pytest.param("metadata.desk", desk_of, id="by_metadata"),
    ],
)
def test_it_shows_groups(
    mara: Person, many: str, by: str, value_of: Callable[[Article], str | None]
) -> None:
    page = opened(mara, many)
    page.get_by_test_id("group-by").select_option(by)
    sizes = Counter(value for one in articles() if (value := value_of(one)))
    without = N_DOCUMENTS - sizes.total()
    page.get_by_test_id("by-group").locator("summary").click()
    rows = page.get_by_test_id("by-group-table").locator("tbody tr")
    expect(rows).to_have_count(len(sizes))
    shown = [first_words(row.locator("td")) for row in rows.all()]
    assert [row[4] for row in shown] == [str(sizes[value]) for value in sorted(sizes)]
    told = mara.fetch(f"projects/{many}/agreement/groups/?by={by}")[1]["groups"]
    assert [row[0] for row in shown] == [written(one["overall"]["alpha"]["value"]) for one in told]
    caption = page.get_by_test_id("by-group").locator("figcaption")
    left_out = caption.filter(has_text=f"{without} documents without this are left out.")
    expect(left_out).to_have_count(int(without > 0))


def test_the_worst_documents_come_first_and_lead_to_their_disagreements(
    mara: Person, many: str
) -> None:
    page = opened(mara, many)
    rows = page.get_by_test_id("worst-documents").locator("tbody tr")
    expect(rows).to_have_count(10)
    mara.see("more-documents").press("Enter")
    expect(rows).to_have_count(20)
    expect(rows.nth(10).get_by_role("link")).to_be_focused()
    told = mara.fetch(f"projects/{many}/agreement/documents/?page_size=20")[1]["results"]
    assert [row["alpha"] for row in told] == sorted(row["alpha"] for row in told)
    expect(rows.locator("td:nth-of-type(3)")).to_have_text([written(row["alpha"]) for row in told])
    expect(rows.get_by_role("link")).to_have_text([row["title"] for row in told])
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{mara.base_url}/documents/{told[10]['id']}/review/")
    disputed = mara.fetch(f"documents/{told[10]['id']}/disagreements/")[1]["n_disagreements"]
    expect(mara.see("decided")).to_contain_text(f"of {disputed}")


def test_its_files_hold_what_it_shows(mara: Person, many: str, tmp_path: Path) -> None:
    page = opened(mara, many, "?source=Dawn")
    found = {}
    for part in ("", "groups/", "documents/"):
        with page.expect_download() as download:
            page.locator(f"a[data-csv='{part}']:visible").first.click()
        download.value.save_as(tmp_path / "figures.csv")
        with (tmp_path / "figures.csv").open(encoding="utf-8", newline="") as file:
            found[part] = list(csv.DictReader(file))
    of_all = next(row for row in found[""] if row["measure"] == "krippendorff_alpha_jaccard")
    expect(mara.see("alpha")).to_have_text(written(float(of_all["value"])))
    assert int(of_all["n_documents"]) == N_DOCUMENTS // 5
    months = {month_of(one) for one in articles()} - {None}
    assert {row["month"] for row in found["groups/"]} == months
    assert {row["source"] for row in found["documents/"]} == {"Dawn"}
    assert len({row["id"] for row in found["documents/"]}) == N_DOCUMENTS // 5
    worst = page.get_by_test_id("worst-documents").locator("tbody a").first
    expect(worst).to_have_text(found["documents/"][0]["title"])


def test_everyone_can_read_it_with_all_tables_open(mara: Person, many: str) -> None:
    page = opened(mara, many, "?source=Dawn&label=actor")
    expect(page.get_by_test_id("by-group-table").locator("tbody tr")).to_have_count(12)
    page.evaluate("document.querySelectorAll('#agreement details').forEach(d => d.open = true)")
    assert_for_everyone(page)


def test_the_keyboard_reaches_everything(mara: Person, many: str) -> None:
    page = opened(mara, many)
    expect(page.get_by_test_id("by-group-table").locator("tbody tr")).to_have_count(12)
    page.evaluate("document.querySelectorAll('#agreement details').forEach(d => d.open = true)")
    wanted = set(page.evaluate(_TO_BE_REACHED))
    page.locator("main").focus()
    reached = set()
    for _ in range(4 * len(wanted)):  # a date alone has four stops
        page.keyboard.press("Tab")
        reached.add(page.evaluate(_FOCUSED))
        if wanted <= reached:
            break
    assert len(wanted) > 30
    assert wanted <= reached, page.evaluate(_NAMES, sorted(wanted - reached))
