"""Some of the annotators: the statistics of a corpus that only they worked on."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.agreement import AskedAttribute, DocumentSpans, agreement_report
from annotator.domain.agreement.among import among
from annotator.domain.agreement.reading import read_corpus
from annotator.domain.agreement.report import report_on_statistics
from annotator.domain.agreement.statistics import Statistics, statistics
from tests.domain.agreement.corpora import (
    ANNOTATORS,
    LABELS,
    TYPES,
    Drawn,
    Marked,
    linked,
    unhurried,
)

Document = tuple[Marked, Drawn]
TONE = AskedAttribute("actor", "tone", "choice")


def only(documents: list[Document], names: set[str]) -> list[DocumentSpans]:
    return [
        DocumentSpans(
            14,
            {name: own for name, own in spans.items() if name in names},
            {name: drawn for name, drawn in relations.items() if name in names},
        )
        for spans, relations in documents
    ]


def made(documents: list[Document], names: set[str]) -> Statistics:
    corpus, values = read_corpus(only(documents, names), LABELS, TYPES, [TONE])
    return statistics(corpus, attributes=[TONE], values=values)


@unhurried
@given(st.lists(linked(), max_size=5), st.sets(st.sampled_from([*ANNOTATORS, "nobody"])))
def test_it_is_what_the_spans_of_these_annotators_alone_would_give(
    documents: list[Document], names: set[str]
) -> None:
    found = among(made(documents, set(ANNOTATORS)), names)
    expected = made(documents, names)
    assert found.schema.annotators == expected.schema.annotators
    for name in ("document", "left", "right", "alone", "documents", "sets"):
        assert np.array_equal(getattr(found, name), getattr(expected, name)), name
    # Which of equally good matches are taken, no other annotator may decide either.
    assert found.pairs == pytest.approx(expected.pairs, abs=1e-12)


@unhurried
@given(st.lists(linked(), max_size=5), st.sets(st.sampled_from(ANNOTATORS)))
def test_its_report_is_of_these_annotators(documents: list[Document], names: set[str]) -> None:
    found = report_on_statistics(among(made(documents, set(ANNOTATORS)), names))
    expected = agreement_report(only(documents, names), LABELS, TYPES)
    assert found.confusion == expected.confusion
    assert list(found.pairs) == list(expected.pairs)
    for label, figures in expected.labels.items():
        for name, figure in figures.by_name.items():
            own = found.labels[label][name]
            assert own.value == pytest.approx(figure.value, abs=1e-12)
            assert (own.reason, own.n_spans) == (figure.reason, figure.n_spans)
    assert found.relations == expected.relations


def test_it_asks_for_no_attributes() -> None:
    found = among(made([], {"ada"}), ["ada"])
    assert (found.schema.attributes, found.schema.answers) == ((), ())
    assert report_on_statistics(found).attributes == {}
