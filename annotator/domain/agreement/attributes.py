"""Agreement on attributes: do annotators who marked the same span say the same about it?"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import fsum
from typing import Any

import numpy as np

from annotator.domain.agreement.alpha import jaccard_distances
from annotator.domain.agreement.corpus import Corpus, Floats, Ints, read_corpus
from annotator.domain.agreement.data import AttributeAgreement, DocumentSpans, Reason
from annotator.domain.agreement.matching import closest_matching
from annotator.domain.attributes import Answer

Disagreement = Callable[[Sequence[Any]], float]
"""From some annotators' values to the summed distance of each value to each other one."""

VALUES: Mapping[str, tuple[type, ...]] = {
    "number": (int, float),
    "boolean": (bool,),
    "choices": (list,),
}
"""What holds the values of each kind of attribute; of the other kinds, str."""


@dataclass(frozen=True, slots=True)
class AskedAttribute:
    """An attribute of a label; `kind` is choice, choices, text, number or boolean."""

    label: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Unit:
    """A group of matched spans: which document, and the numbers of the spans in the corpus."""

    document: int
    spans: tuple[int, ...]


def attribute_agreement(
    documents: Sequence[DocumentSpans], attributes: Sequence[AskedAttribute]
) -> dict[tuple[str, str], AttributeAgreement]:
    """Return alpha of each attribute by (label, name), as `alpha_of_values` defines it.

    A unit is a group of spans of the label that are matched two by two: by the one-to-one
    matching of each two annotators' spans with an intersection of at least half their union.
    Where the matchings of three annotators contradict one another, the closest matches are
    joined first, and nobody is in a group twice. Who gave the attribute no value there, or one
    of another kind than it has now, is missing, which is not a value. The distance is nominal
    for choice, boolean and text, interval for number, and Jaccard's between sets for choices.

    Undefined: NO_PAIRABLE_DOCUMENTS where no document was completed by two annotators,
    NO_MATCHED_SPANS where no group has values of two, ONE_VALUE where all values are equal.

    >>> from annotator.domain.spans import Span
    >>> span = Span(0, 5, "claim")
    >>> document = DocumentSpans(9, {"ada": [span], "bo": [span]}, {}, {"ada": {span: {"m": 1}}})
    >>> found = attribute_agreement([document], [AskedAttribute("claim", "m", "number")])
    >>> found["claim", "m"].value, found["claim", "m"].reason
    (None, 'no_matched_spans')
    """
    labels = sorted({attribute.label for attribute in attributes})
    narrowed = [_narrowed(document, labels) for document in documents if len(document.spans) > 1]
    corpus = read_corpus(narrowed, labels)
    units = _units(corpus)
    values = _values(narrowed)
    return {
        (asked.label, asked.name): _agreement(asked, corpus, units[asked.label], values)
        for asked in attributes
    }


def alpha_of_values(units: Iterable[Sequence[Answer]], kind: str) -> float | Reason:
    r"""Return Krippendorff's alpha of values that some annotators gave to each unit.

    With m_u values of unit u, n = sum m_u over the units with m_u >= 2, and the distance d:

        D_o = 1 / n * sum_u 1 / (m_u - 1) * sum_{i, j in u} d(i, j)
        D_e = 1 / (n * (n - 1)) * sum_{i, j} d(i, j)
        alpha = 1 - D_o / D_e

    d is 0 or 1 for choice, boolean and text; (i - j)^2 for number; 1 - |S & T| / |S | T| for
    choices, not squared, with d = 0 for two empty sets.

    Undefined: NO_MATCHED_SPANS where no unit has two values, ONE_VALUE where D_e = 0.

    Reference: K. Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability", University
    of Pennsylvania; R. Passonneau (2006), "Measuring agreement on set-valued items", LREC.

    Examples: of four units the second was valued by one annotator only.

    >>> alpha_of_values([["a", "a"], ["a"], ["b", "b"], ["a", "b"]], "choice")
    0.4444444444444444
    >>> alpha_of_values([[1, 2], [5, 5]], "number")
    0.9411764705882353
    """
    pairable = [list(values) for values in units if len(values) > 1]
    if not pairable:
        return Reason.NO_MATCHED_SPANS
    everything = [value for values in pairable for value in values]
    disagreement = _disagreement(kind, everything)
    expected = disagreement(everything)
    if not expected:
        return Reason.ONE_VALUE
    observed = sum(disagreement(values) / (len(values) - 1) for values in pairable)
    return 1 - (len(everything) - 1) * observed / expected


def _disagreement(kind: str, everything: Sequence[Any]) -> Disagreement:
    if kind == "number":
        return _squared_differences(everything)
    return _set_distances(everything) if kind == "choices" else _differing


def _differing(values: Sequence[Hashable]) -> float:
    counts = Counter(values)
    return len(values) ** 2 - sum(count**2 for count in counts.values())


def _squared_differences(everything: Sequence[float]) -> Disagreement:
    # Alpha does not depend on the scale; within [-1, 1] no square overflows.
    scale = max(map(abs, everything)) or 1

    def summed(values: Sequence[float]) -> float:
        scaled = [value / scale for value in values]
        from_first = [value - scaled[0] for value in scaled]  # equal ones become exactly 0
        mean = fsum(from_first) / len(from_first)
        return 2 * len(values) * fsum((value - mean) ** 2 for value in from_first)

    return summed


def _set_distances(everything: Sequence[Sequence[str]]) -> Disagreement:
    number = {chosen: n for n, chosen in enumerate(dict.fromkeys(map(frozenset, everything)))}
    options = sorted(frozenset().union(*number))
    members = [[option in chosen for option in options] for chosen in number]
    distances = jaccard_distances(np.array(members, dtype=bool).reshape(len(number), -1))

    def summed(values: Sequence[Sequence[str]]) -> float:
        chosen = [number[frozenset(value)] for value in values]
        counts = np.bincount(chosen, minlength=len(number)).astype(np.float64)
        return float(counts @ distances @ counts)

    return summed


def _agreement(
    asked: AskedAttribute,
    corpus: Corpus,
    units: Sequence[Unit],
    values: Sequence[Mapping[str, Answer]],
) -> AttributeAgreement:
    """Return an attribute's agreement; `values` holds the attributes of each span, by number."""
    kinds = VALUES.get(asked.kind, (str,))
    answered = [
        Unit(u.document, tuple(s for s in u.spans if type(values[s].get(asked.name)) in kinds))
        for u in units
    ]
    answered = [unit for unit in answered if len(unit.spans) > 1]
    given = [[values[span][asked.name] for span in unit.spans] for unit in answered]
    outcome = alpha_of_values(given, asked.kind)
    if not len(corpus.document):
        outcome = Reason.NO_PAIRABLE_DOCUMENTS
    metric = {"number": "interval", "choices": "jaccard"}.get(asked.kind, "nominal")
    spans = np.array([span for unit in answered for span in unit.spans], dtype=np.int64)
    return AttributeAgreement(
        measure=f"krippendorff_alpha_{metric}",
        value=None if isinstance(outcome, Reason) else outcome,
        reason=outcome.value if isinstance(outcome, Reason) else None,
        n_documents=len({unit.document for unit in answered}),
        n_annotators=len(np.unique(corpus.annotator[corpus.completion[spans]])),
        n_units=len(answered),
    )


def _narrowed(document: DocumentSpans, labels: Sequence[str]) -> DocumentSpans:
    """Return the document without the spans of other labels."""
    kept = {
        name: [span for span in spans if span.label in labels]
        for name, spans in document.spans.items()
    }
    return DocumentSpans(document.length, kept, attributes=document.attributes)


def _values(documents: Sequence[DocumentSpans]) -> list[Mapping[str, Answer]]:
    """Return the attributes of each span, in the order of the corpus of these documents."""
    found: list[Mapping[str, Answer]] = []
    for document in documents:
        for name in sorted(document.spans):
            own = document.attributes.get(name, {})
            found += [own.get(span, {}) for span in document.spans[name]]
    return found


def _units(corpus: Corpus) -> dict[str, list[Unit]]:
    """Return the groups of matched spans of each label: the closest matches join first."""
    left, right, iou = closest_matching(corpus)
    home: dict[int, frozenset[int]] = {}
    for edge in _closest_first(corpus, left, right, iou):
        one, other = int(left[edge]), int(right[edge])
        ours, theirs = home.get(one, frozenset({one})), home.get(other, frozenset({other}))
        joined = ours | theirs
        # Each span of a document is of one completion: no annotator may come twice.
        if len({int(corpus.completion[span]) for span in joined}) == len(joined):
            home.update(dict.fromkeys(joined, joined))
    units: dict[str, list[Unit]] = defaultdict(list)
    for group in sorted({tuple(sorted(group)) for group in home.values()}):
        document = int(corpus.document[corpus.completion[group[0]]])
        units[corpus.labels[corpus.label[group[0]]]].append(Unit(document, group))
    return units


def _closest_first(corpus: Corpus, left: Ints, right: Ints, iou: Floats) -> list[int]:
    """Return the matches from the greatest intersection over union down; then by position."""
    places = (corpus.start[left], corpus.end[left], corpus.start[right], corpus.end[right])
    found: list[int] = np.lexsort((*reversed(places), -iou)).tolist()
    return found
