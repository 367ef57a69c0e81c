"""Agreement as CSV: the same figures, all of them, and nothing that a spreadsheet would compute."""

from __future__ import annotations

import csv
from io import StringIO
from typing import Any

import pytest

from annotator.models import Document
from api.endpoint import Pages
from tests.api.three_documents import ask
from tests.cast import Cast


def table_of(answer: Any) -> list[dict[str, str]]:
    assert answer["Content-Type"].startswith("text/csv")
    return list(csv.DictReader(StringIO(answer.content.decode())))


def test_the_same_figures_come_as_csv(cast: Cast, three: list[Document]) -> None:
    rows = table_of(ask(cast, format="csv"))
    told = ask(cast).json()
    found = {
        (row["annotators"], row["label"], row["measure"]): row["value"]
        for row in rows
        if row["of"] == "spans"
    }
    alpha = told["labels"]["actor"]["alpha"]["value"]
    assert found["", "actor", "krippendorff_alpha"] == str(alpha)
    pair = told["pairs"][0]["overall"]["f1_exact"]["value"]
    assert found["ana & ben", "", "span_f1_exact"] == str(pair)
    titles = {row["title"] for row in table_of(ask(cast, "documents/", format="csv"))}
    assert titles == {"'=Text 0", "'=Text 1", "'=Text 2"}


def test_the_csv_of_documents_has_those_of_all_pages(
    cast: Cast, three: list[Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Pages, "page_size", 2)
    page = ask(cast, "documents/").json()
    assert len(page["results"]) == 2
    rows = table_of(ask(cast, "documents/", format="csv"))
    assert {row["id"] for row in rows} == {str(document.id) for document in three}


@pytest.mark.parametrize("start", ["\n=2", "\uff1d", "\uff0b", "\uff0d", "\uff20", "@", "\t="])
def test_no_cell_is_computed_by_a_spreadsheet(
    cast: Cast, three: list[Document], start: str
) -> None:
    Document.objects.filter(id=three[0].id).update(source=f"{start}1+1")
    (row,) = table_of(ask(cast, "documents/", format="csv", source=f"{start}1+1", label="actor"))[
        :1
    ]
    assert row["source"] == f"'{start}1+1"
