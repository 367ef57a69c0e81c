"""Each document's own figures, against a report of this document alone."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from annotator.domain.agreement import agreement_report
from annotator.domain.agreement.documents import KEYS, figures_by_document
from annotator.domain.agreement.reading import read_corpus
from annotator.domain.agreement.statistics import statistics
from annotator.errors import InvalidInput
from tests.domain.agreement.corpora import LABELS, corpora, to_engine, unhurried
from tests.domain.agreement.twin import TwinDocument


@unhurried
@given(corpora)
def test_each_documents_figures_are_those_of_its_own_report(plain: list[TwinDocument]) -> None:
    documents = to_engine(plain)
    corpus, _ = read_corpus(documents, LABELS)
    found = figures_by_document(statistics(corpus), KEYS)
    for n, document in enumerate(documents):
        report = agreement_report([document], LABELS)
        scopes = [*(report.labels[label] for label in LABELS), report.overall]
        for column, figures in enumerate(scopes):
            assert found.n_spans[n, column] == figures.alpha.n_spans
            for key in KEYS:
                figure = figures.by_name.get(key.replace("iou", "iou50"))
                value = np.nan if figure is None or figure.value is None else figure.value
                seen = found.values[key][n, column]
                assert seen == pytest.approx(value, abs=1e-10, nan_ok=True)


@unhurried
@given(corpora)
def test_it_counts_everyone_who_completed_a_document(plain: list[TwinDocument]) -> None:
    corpus, _ = read_corpus(to_engine(plain), LABELS)
    found = figures_by_document(statistics(corpus))
    assert found.n_annotators.tolist() == [len(d["spans"]) for d in plain]
    assert set(found.values) == {"alpha", "f1_iou"}


@pytest.mark.parametrize("key", ["cohen_kappa", "f1_iou50"])
def test_it_refuses_figures_that_documents_have_not(key: str) -> None:
    corpus, _ = read_corpus([], LABELS)
    with pytest.raises(InvalidInput, match=f"seen \\['{key}'\\]"):
        figures_by_document(statistics(corpus), [key])
