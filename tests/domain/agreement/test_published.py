"""The engine and its twin against published and cross-checked values, from fixtures/agreement/."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from annotator.domain.agreement import Agreement, AgreementReport, PairReport, agreement_report
from annotator.domain.agreement.reading import read_corpus
from annotator.domain.agreement.report import report_on_statistics
from annotator.domain.agreement.statistics import statistics
from tests.domain.agreement import twin
from tests.domain.agreement.corpora import flat, plain_values, to_engine

FOLDER = Path(__file__).parents[3] / "fixtures" / "agreement"
TABLES: list[dict[str, Any]] = [
    table for path in sorted(FOLDER.glob("*.json")) for table in json.loads(path.read_text("utf-8"))
]
FIGURES = [
    pytest.param(table, expected, id=f"{table['id']}-{'/'.join(expected['figure'])}")
    for table in TABLES
    for expected in table["expected"]
]


def plain(table: dict[str, Any]) -> list[twin.TwinDocument]:
    return [
        {"length": d["length"], "spans": {a: [(s, e, k) for s, e, k in m] for a, m in spans}}
        for d in table["documents"]
        for spans in [d["spans"].items()]
    ]


def figure_at(report: AgreementReport, path: list[str]) -> Agreement:
    """Follow a path such as overall/alpha, labels/actor/f1_exact or pairs/ada/bo/overall/alpha."""
    *scope, name = path
    found: AgreementReport | PairReport = report
    if scope[0] == "pairs":
        found, scope = report.pairs[scope[1], scope[2]], scope[3:]
    figures = found.overall if scope == ["overall"] else found.labels[scope[1]]
    return figures[name]


@pytest.mark.parametrize(("table", "expected"), FIGURES)
def test_it_reaches_the_published_value(table: dict[str, Any], expected: dict[str, Any]) -> None:
    corpus, _ = read_corpus(to_engine(plain(table)), table["labels"])
    report = report_on_statistics(statistics(corpus, percent=expected.get("percent", 50)))
    figure = figure_at(report, expected["figure"])
    assert figure.reason == expected.get("reason")
    assert figure.value == pytest.approx(expected["value"], abs=expected.get("tolerance"))


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table["id"])
def test_it_equals_the_twin_on_every_published_table(table: dict[str, Any]) -> None:
    documents, labels = plain(table), table["labels"]
    seen = flat(plain_values(agreement_report(to_engine(documents), labels)))
    assert seen == pytest.approx(flat(twin.twin_report(documents, labels)), abs=1e-10)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table["id"])
def test_every_published_table_names_its_source(table: dict[str, Any]) -> None:
    assert table["source"].strip()
    assert table["expected"]
