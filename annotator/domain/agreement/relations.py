"""Relation F1: do two annotators link the same spans in the same way?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from annotator.domain.agreement.corpus import Bools, Corpus, Ints, ragged, read_corpus
from annotator.domain.agreement.data import (
    DocumentSpans,
    Reason,
    RelationAgreement,
    RelationReport,
)
from annotator.domain.agreement.matching import closest_matching
from annotator.domain.links import Relation
from annotator.domain.spans import Span
from annotator.errors import InvalidInput

MEASURE = "relation_f1"


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """R relations as columns, in the order of their completions; ends are numbers of spans."""

    completion: Ints  # (R,) whose, on which document
    type: Ints  # (R,)
    source: Ints  # (R,)
    target: Ints  # (R,)


def relation_agreement(
    documents: Sequence[DocumentSpans], labels: Sequence[str], types: Sequence[str]
) -> RelationReport:
    r"""Return the F1 of relations, of all types together and of each type.

    A relation of one annotator matches one of another when their types are equal and their
    sources match and their targets match, as spans: by the one-to-one matching of the two
    annotators' spans with the same label and an intersection of at least half their union.
    So no relation matches two of another annotator, and a turned one matches none. With TP_ab
    the matches and N_a, N_b the relations that two annotators drew on a document,

        F1 = 2 * sum TP_ab / sum (N_a + N_b)

    where both sums run over all documents and all pairs of annotators who completed them:
    micro-averaged, so a pair with more relations weighs more.

    `labels` and `types` name what may occur, in the order of the report; relations are counted
    once each. Unit: the relation. Only documents that two or more completed count.

    Undefined: NO_PAIRABLE_DOCUMENTS where there is none of these, NO_RELATIONS where no
    annotator drew a relation (of the type) on any. Where one drew some and the other none, F1
    is 0.
    Raises InvalidInput for a relation of another type, or one whose end is no span of its
    annotator in the document.

    Reference: G. Hripcsak, A. Rothschild (2005), "Agreement, the F-measure, and reliability in
    information retrieval", JAMIA 12(3), applied to triples (type, source, target) as in the
    strict evaluation of relation extraction.

    >>> claim, actor = Span(0, 5, "claim"), Span(6, 9, "actor")
    >>> spans = {"ada": [claim, actor], "bo": [claim, actor]}
    >>> drawn = {"ada": [Relation("by", claim, actor)], "bo": [Relation("by", claim, actor)]}
    >>> report = relation_agreement([DocumentSpans(9, spans, drawn)], ["claim", "actor"], ["by"])
    >>> report.overall.value, report.overall.n_relations
    (1.0, 2)
    """
    pairable = [document for document in documents if len(document.spans) > 1]
    corpus = read_corpus(pairable, labels)
    drawn = _read(pairable, corpus, types)
    compared, found = _compare(corpus, drawn)
    n_types = len(types)
    # A relation is compared with those of everybody else who completed its document.
    others = corpus.raters[drawn.completion] - 1
    sums = np.stack(
        (
            np.bincount(drawn.type[compared[found]], minlength=n_types),
            np.bincount(drawn.type, weights=others, minlength=n_types).astype(np.int64),
            np.bincount(drawn.type, minlength=n_types),
        )
    )
    return RelationReport(
        _agreement(corpus, sums.sum(axis=1)),
        {type_: _agreement(corpus, sums[:, n]) for n, type_ in enumerate(types)},
    )


def _agreement(corpus: Corpus, sums: Ints) -> RelationAgreement:
    """Return the figure for the numbers of matches, of comparisons and of relations."""
    matched, compared, drawn = sums.tolist()
    teams = corpus.annotator[corpus.left] * len(corpus.annotators) + corpus.annotator[corpus.right]
    reason = None if compared else Reason.NO_RELATIONS
    if not len(corpus.document):
        reason = Reason.NO_PAIRABLE_DOCUMENTS
    return RelationAgreement(
        measure=MEASURE,
        value=None if reason else 2 * matched / compared,
        reason=reason.value if reason else None,
        n_documents=len(np.unique(corpus.document)),
        n_annotators=len(np.unique(corpus.annotator)),
        n_relations=drawn,
        n_pairs=len(np.unique(teams)),
    )


def _read(documents: Sequence[DocumentSpans], corpus: Corpus, types: Sequence[str]) -> Drawn:
    """Return the relations as columns; `corpus` has the spans of the same documents."""
    type_numbers = {type_: n for n, type_ in enumerate(types)}
    first = np.searchsorted(corpus.completion, np.arange(len(corpus.document))).tolist()
    rows: list[tuple[int, int, int, int]] = []
    completion = 0
    for document in documents:
        for name in sorted(document.spans):
            if own := document.relations.get(name):
                spans = {s: first[completion] + n for n, s in enumerate(document.spans[name])}
                for relation in dict.fromkeys(own):
                    _check(relation, name, spans, type_numbers)
                    ends = spans[relation.source], spans[relation.target]
                    rows.append((completion, type_numbers[relation.type], *ends))
            completion += 1
    return Drawn(*np.array(rows, dtype=np.int64).reshape(-1, 4).T.copy())


def _check(
    relation: Relation, annotator: str, spans: dict[Span, int], types: dict[str, int]
) -> None:
    if relation.type not in types:
        raise InvalidInput(
            f"A relation's type must be one of {list(types)}; "
            f"seen {relation.type!r} by {annotator!r}."
        )
    if strange := sorted({relation.source, relation.target} - spans.keys()):
        raise InvalidInput(
            "A relation must link spans that its annotator has in the document; "
            f"seen {strange} by {annotator!r}."
        )


def _compare(corpus: Corpus, drawn: Drawn) -> tuple[Ints, Bools]:
    """Return each pair's earlier completion's relations, and whether the later has a match."""
    n_spans, n_completions = len(corpus.start), len(corpus.document)
    left, right, _ = closest_matching(corpus)
    first = np.searchsorted(drawn.completion, np.arange(n_completions + 1))
    count = np.diff(first)[corpus.left]
    ours = ragged(first[corpus.left], count)
    theirs = np.repeat(corpus.right, count)
    # A span is matched with one span at most of each other completion.
    matched = left * n_completions + corpus.completion[right]
    order = np.argsort(matched)
    matched, partner = matched[order], np.append(right[order], -1)

    def counterpart(spans: Ints) -> Ints:
        wanted = spans * n_completions + theirs
        place = np.searchsorted(matched, wanted)
        is_there = np.append(matched, -1)[place] == wanted
        return np.where(is_there, partner[place], -1)

    def packed(type_: Ints, source: Ints, target: Ints) -> Ints:
        return (type_ * n_spans + source) * n_spans + target

    source, target = counterpart(drawn.source[ours]), counterpart(drawn.target[ours])
    read = packed(drawn.type[ours], source, target)
    stored = packed(drawn.type, drawn.source, drawn.target)
    return ours, (source >= 0) & (target >= 0) & np.isin(read, stored)
