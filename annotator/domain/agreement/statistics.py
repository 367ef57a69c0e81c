"""Sufficient statistics: one additive row of floats a document, from which every figure follows.

A figure of any set of documents is a function of the sum of their rows. So a document that
changed costs its own row and one addition, and resampling documents is a product of matrices.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array, vstack

from annotator.domain.agreement.arrays import Bools, Floats, Int32s, Ints, divide, sum_by, sum_cells
from annotator.domain.agreement.attributes import answer_rows
from annotator.domain.agreement.corpus import Corpus
from annotator.domain.agreement.coverage import Coverage, all_pairs, coverage, join_overlaps
from annotator.domain.agreement.matching import Matches, matches
from annotator.domain.agreement.relations import relation_rows
from annotator.domain.agreement.schema import AskedAttribute, Schema
from annotator.domain.attributes import Answer
from annotator.errors import InvalidInput

CHUNK_SPANS = 60_000
CHUNK_DOCUMENTS = 2_000


@dataclass(frozen=True, slots=True, eq=False)
class Statistics:
    """The rows of D documents, and of their P pairs of completions, by document."""

    schema: Schema
    documents: Floats  # (D, columns of `schema.documents`)
    alone: Int32s  # (D,) the number of the only annotator who completed it, or -1
    document: Int32s  # (P,) which document, ascending; then by left, then by right
    left: Int32s  # (P,) the first annotator's number
    right: Int32s  # (P,) the second's
    pairs: Floats  # (P, columns of `schema.pairs`)
    sets: Floats  # (P, columns of `schema.sets`)
    answers: csr_array  # (D, columns of `schema.answers`)

    def select(self, documents: Ints) -> Statistics:
        """Return the statistics of some of the documents, in the given order."""
        place = np.full(len(self.documents), -1)
        place[documents] = np.arange(len(documents))
        kept = np.flatnonzero(place[self.document] >= 0)
        kept = kept[np.argsort(place[self.document[kept]], kind="stable")]
        return Statistics(
            self.schema,
            self.documents[documents],
            self.alone[documents],
            place[self.document[kept]].astype(np.int32),
            self.left[kept],
            self.right[kept],
            self.pairs[kept],
            self.sets[kept],
            self.answers[documents],
        )


def statistics(
    corpus: Corpus,
    *,
    percent: int = 50,
    attributes: Sequence[AskedAttribute] = (),
    values: Sequence[tuple[Answer, ...]] = (),
) -> Statistics:
    """Return the rows of a corpus; time O(S log S), memory O(rows), whatever the texts' length.

    `percent` is the intersection over union, in hundredths, from which two spans match.
    `attributes` are those the corpus has answers to, and `values` the values these may have.

    >>> from annotator.domain.agreement.corpus import make_corpus
    >>> corpus = make_corpus(
    ...     annotators=["ada", "bo"], labels=["actor"], lengths=[10], completions=([0, 0], [0, 1]),
    ...     spans=([0, 0], [0, 1], [0, 0], [0, 0], [5, 4]))
    >>> found = statistics(corpus)
    >>> dict(zip(found.schema.pairs, found.pairs[0].tolist()))["shared actor"]
    4.0
    """
    if not 1 <= percent <= 100:
        raise InvalidInput(f"An intersection over union is 1 to 100 hundredths; seen {percent}.")
    parts = [
        _part(corpus.part(first, last), first, percent, attributes, values)
        for first, last in chunks(corpus)
    ]
    schema = Schema(
        corpus.labels,
        corpus.annotators,
        corpus.unit,
        percent,
        corpus.links.types,
        tuple(attributes),
        tuple(values),
        _kinds(parts),
    )
    return _joined(schema, parts)


@dataclass(slots=True, eq=False)
class _Part:
    """The statistics of a chunk; its label sets are still its own."""

    documents: Floats
    alone: Int32s
    document: Int32s
    left: Int32s
    right: Int32s
    pairs: Floats
    sets: Floats
    kinds: Bools
    answers: csr_array


def chunks(corpus: Corpus) -> Iterator[tuple[int, int]]:
    """Yield ranges of documents that together have a bounded number of spans; at least one."""
    n_documents = len(corpus.lengths)
    ends = np.searchsorted(corpus.completion, corpus.first_completions()[1:].astype(np.int32))
    first = 0
    while first < n_documents or not first:
        spans = (int(ends[first - 1]) if first else 0) + CHUNK_SPANS
        last = int(np.searchsorted(ends, spans, side="right"))
        last = max(first + 1, min(last, first + CHUNK_DOCUMENTS, n_documents))
        yield first, last
        first = last


def _part(
    corpus: Corpus,
    first: int,
    percent: int,
    attributes: Sequence[AskedAttribute],
    values: Sequence[tuple[Answer, ...]],
) -> _Part:
    left, right = all_pairs(corpus)
    covered = coverage(corpus, left, right)
    matched = matches(corpus, len(left), percent)
    counts = corpus.span_counts()
    raters = corpus.raters()
    return _Part(
        _document_rows(corpus, covered, raters, (left, right)),
        _alone(corpus, raters),
        corpus.document[left] + np.int32(first),
        corpus.annotator[left],
        corpus.annotator[right],
        np.concatenate(
            (
                _pair_rows(covered, matched, counts[left] + counts[right]),
                relation_rows(corpus, matched.closest, (left, right)),
            ),
            axis=1,
        ),
        covered.sets[:, 1:],
        covered.kinds,
        answer_rows(corpus, matched.closest, attributes, values),
    )


def _pair_rows(covered: Coverage, matched: Matches, spans: Ints) -> Floats:
    columns = (covered.left, covered.right, covered.shared, covered.squares, spans)
    found = (matched.exact, matched.overlap, matched.iou)
    distances = np.stack((covered.jaccard, covered.masi, covered.unequal), axis=1)
    return np.concatenate((*columns, *found, distances, matched.mixed), axis=1, dtype=np.float64)


def _document_rows(
    corpus: Corpus, covered: Coverage, raters: Ints, pair: tuple[Ints, Ints]
) -> Floats:
    shares = _shares(corpus, covered, raters, pair)
    sizes = (corpus.lengths[:, None], raters[:, None])
    return np.concatenate((*sizes, shares), axis=1, dtype=np.float64)


def _alone(corpus: Corpus, raters: Ints) -> Int32s:
    """Return the only annotator of each document, -1 where none or several completed it: (D,)."""
    found = np.full(len(raters), -1, dtype=np.int32)
    single = raters[corpus.document] == 1
    found[corpus.document[single]] = corpus.annotator[single]
    return found


def _by_document(corpus: Corpus, rows: Floats) -> Floats:
    """Return the sums over each document's completions: (C, n) -> (D, n)."""
    size = len(corpus.lengths)
    sums = [sum_by(corpus.document, column, size) for column in rows.T]
    return np.stack(sums, axis=1) if sums else np.zeros((size, 0))


def _shares(corpus: Corpus, covered: Coverage, raters: Ints, pair: tuple[Ints, Ints]) -> Floats:
    """Return, by label, how many annotators of a document marked a unit on average: (D, K)."""
    marked = np.zeros((len(corpus.document), len(corpus.labels)))
    marked[pair[0]] = covered.left
    marked[pair[1]] = covered.right
    alone = np.flatnonzero(raters[corpus.document] == 1)
    if len(alone):
        marked[alone] = _marked_alone(corpus)[alone]
    return divide(_by_document(corpus, marked), np.maximum(raters, 1)[:, None].astype(float))


def _marked_alone(corpus: Corpus) -> Floats:
    """Return how much each completion marked of each label, from its stretches: (C, K)."""
    stretches = join_overlaps(corpus)
    length = stretches.end - stretches.start
    shape = len(corpus.document), len(corpus.labels)
    return sum_cells(stretches.completion, stretches.label, length, shape)


def _kinds(parts: Sequence[_Part]) -> tuple[tuple[int, ...], ...]:
    found = {tuple(np.flatnonzero(kind).tolist()) for part in parts for kind in part.kinds[1:]}
    return tuple(sorted(found, key=lambda kind: (len(kind), kind)))


def _joined(schema: Schema, parts: Sequence[_Part]) -> Statistics:
    number = {kind: n for n, kind in enumerate(schema.kinds)}
    sets = []
    for part in parts:
        aligned = np.zeros((len(part.pairs), len(schema.kinds)))
        aligned[:, [number[tuple(np.flatnonzero(k).tolist())] for k in part.kinds[1:]]] = part.sets
        sets.append(aligned)
    return Statistics(
        schema,
        np.concatenate([part.documents for part in parts]),
        np.concatenate([part.alone for part in parts]),
        np.concatenate([part.document for part in parts]),
        np.concatenate([part.left for part in parts]),
        np.concatenate([part.right for part in parts]),
        np.concatenate([part.pairs for part in parts]),
        np.concatenate(sets),
        csr_array(vstack([part.answers for part in parts], format="csr")),
    )
