"""Figures as CSV: one row a figure, for spreadsheets and statistics programs."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from io import StringIO
from typing import Any

from django.http import HttpResponse

COUNTS = ("n_spans", "n_relations", "n_units", "n_pairs")
BASIS = ("n_documents", "n_annotators", *COUNTS, "prevalence")
INTERVAL = ("low", "high", "level", "method", "n_replicates", "n_skipped", "threshold", "p_below")
FIGURE = ("measure", "unit", "value", "reason", *BASIS, "interval_reason", *INTERVAL)
# What a spreadsheet would compute, or some programs would: full-width forms, after a line break.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def as_csv(rows: Iterable[Iterable[Any]], file_name: str) -> HttpResponse:
    """Return rows, the heads first, as a file that spreadsheets open without computing it."""
    written = StringIO()
    csv.writer(written).writerows([_cell(value) for value in row] for row in rows)
    return HttpResponse(
        written.getvalue(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{file_name}"'},
    )


def _cell(value: Any) -> Any:
    is_formula = isinstance(value, str) and value.startswith(FORMULA)
    return f"'{value}" if is_formula else value


def agreement_table(told: Mapping[str, Any]) -> Iterator[list[Any]]:
    """Yield every figure of a report with what it is of; heads first."""
    yield ["annotators", "label", "of", *FIGURE]
    yield from _figures("", told)
    for pair in told["pairs"]:
        yield from _figures(" & ".join(pair["annotators"]), pair)
    relations = told["relations"]
    for name, figure in {"": relations["overall"], **relations["types"]}.items():
        yield ["", "", f"relation {name}".strip(), *_figure(figure)]
    for row in told["attributes"]:
        yield ["", row["label"], f"attribute {row['attribute']}", *_figure(row["alpha"])]


def group_table(told: Mapping[str, Any]) -> Iterator[list[Any]]:
    """Yield the figures of every group; heads first."""
    yield [told["by"], "label", "of", *FIGURE]
    for group in told["groups"]:
        yield from _figures(group["value"], group)


def unit_table(told: Mapping[str, Any]) -> Iterator[list[Any]]:
    """Yield the figures of units, with how gamma was computed; heads first."""
    found = told["found"]
    about = dict(found["gamma"])
    yield ["label", *FIGURE, *(f"gamma_{name}" for name in about), "measured_at", "is_current"]
    for _, label, _, *figure in _figures("", found):
        yield [label, *figure, *about.values(), told["measured_at"], told["is_current"]]


def document_table(told: Mapping[str, Any]) -> Iterator[list[Any]]:
    """Yield documents, a row for each label and one for all; heads first."""
    about = ("id", "title", "source", "published", "language", "n_annotators", "n_spans")
    yield [*about, "label", "alpha", "f1_iou50"]
    for row in told["results"]:
        own = [row[name] for name in about]
        for label, figures in {"": row, **row["labels"]}.items():
            yield [*own, label, figures["alpha"], figures["f1_iou50"]]


def _figures(name: str, told: Mapping[str, Any]) -> Iterator[list[Any]]:
    for label, figures in {"": told["overall"], **told["labels"]}.items():
        for figure in figures.values():
            yield [name, label, "spans", *_figure(figure)]


def _figure(figure: Mapping[str, Any]) -> list[Any]:
    interval = figure["interval"] or {}
    rest = [interval.get(name) for name in INTERVAL]
    return [*(figure.get(name) for name in FIGURE[: -len(INTERVAL)]), *rest]
