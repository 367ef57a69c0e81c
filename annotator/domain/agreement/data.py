"""What goes into an agreement report and what comes out of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from annotator.domain.attributes import Answer
from annotator.domain.links import Relation
from annotator.domain.spans import Span
from annotator.errors import InvalidInput


class Reason(StrEnum):
    """Why a figure is undefined; the codes are stable."""

    NO_PAIRABLE_DOCUMENTS = "no_pairable_documents"
    NO_SPANS = "no_spans"
    NO_VARIATION = "no_variation"
    NO_RELATIONS = "no_relations"
    NO_MATCHED_SPANS = "no_matched_spans"
    ONE_VALUE = "one_value"


REASONS: Mapping[str, str] = {
    Reason.NO_PAIRABLE_DOCUMENTS: "No document has been completed by two of these annotators.",
    Reason.NO_SPANS: "Nobody marked a span, so there is nothing to agree or disagree on.",
    Reason.NO_VARIATION: "Every character was marked in the same way, so agreement "
    "cannot be told from chance.",
    Reason.NO_RELATIONS: "Nobody linked two spans, so there is nothing to agree or disagree on.",
    Reason.NO_MATCHED_SPANS: "No span that two annotators marked alike has this value from both.",
    Reason.ONE_VALUE: "Everybody gave the same value every time, so agreement "
    "cannot be told from chance.",
}
"""The plain sentence of every reason's code."""


@dataclass(frozen=True, slots=True)
class DocumentSpans:
    """One document: its length in code points and the spans of everyone who completed it.

    An annotator with an empty sequence completed the document and marked nothing; one who is
    absent from `spans` has not completed it. The two are never the same.
    `relations` are those annotators' links between their spans, `attributes` the values they
    gave to spans of theirs; both may leave out who has none.
    Raises InvalidInput for a negative length or a span that ends beyond the text.

    >>> DocumentSpans(10, {"ada": [Span(0, 4, "actor")], "bo": []}).length
    10
    """

    length: int
    spans: Mapping[str, Sequence[Span]]
    relations: Mapping[str, Collection[Relation]] = field(default_factory=dict)
    attributes: Mapping[str, Mapping[Span, Mapping[str, Answer]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.length < 0:
            raise InvalidInput(f"A document's length must be >= 0; seen {self.length}.")
        for annotator, spans in self.spans.items():
            for span in spans:
                if span.end > self.length:
                    raise InvalidInput(
                        f"A span must end at or before {self.length} (the document's length); "
                        f"seen [{span.start}, {span.end}) {span.label!r} by {annotator!r}.",
                        code="invalid_span",
                    )


@dataclass(frozen=True, slots=True)
class Agreement:
    """One figure, and on how much it rests; `value` is None exactly where `reason` says why.

    `unit` is what is counted: "character" or "span". `n_documents`, `n_annotators` and
    `n_spans` count what entered the figure (spans as they were marked, not merged). `n_pairs`
    is the number of annotator pairs: for F1 those the mean is over, for alpha all that share
    a document.
    Raises InvalidInput for a value with a reason, or for neither.
    """

    measure: str
    unit: str
    value: float | None
    reason: str | None
    n_documents: int
    n_annotators: int
    n_spans: int
    n_pairs: int

    def __post_init__(self) -> None:
        _require_value_or_reason(self.measure, self.value, self.reason)


@dataclass(frozen=True, slots=True)
class RelationAgreement:
    """The F1 of relations, of all types or of one, and on how much it rests.

    `n_relations` counts those drawn on documents that two or more completed, `n_pairs` the
    pairs of annotators that share such a document. `value` is None exactly where `reason` says
    why; raises InvalidInput else.
    """

    measure: str
    value: float | None
    reason: str | None
    n_documents: int
    n_annotators: int
    n_relations: int
    n_pairs: int

    def __post_init__(self) -> None:
        _require_value_or_reason(self.measure, self.value, self.reason)


@dataclass(frozen=True, slots=True)
class AttributeAgreement:
    """Alpha of one attribute of one label, and on how much it rests.

    `n_units` counts the groups of matched spans with a value from two annotators or more,
    `n_documents` and `n_annotators` where and by whom these are. `value` is None exactly where
    `reason` says why; raises InvalidInput else.
    """

    measure: str
    value: float | None
    reason: str | None
    n_documents: int
    n_annotators: int
    n_units: int

    def __post_init__(self) -> None:
        _require_value_or_reason(self.measure, self.value, self.reason)


def _require_value_or_reason(measure: str, value: float | None, reason: str | None) -> None:
    if (value is None) == (reason is None):
        raise InvalidInput(
            f"{measure} needs either a value or a reason; seen value {value}, reason {reason}."
        )


@dataclass(frozen=True, slots=True)
class RelationReport:
    """The agreement on relations, of all types together and of each."""

    overall: RelationAgreement
    types: Mapping[str, RelationAgreement]


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one scope: alpha on characters, and span F1 by two ways to match."""

    alpha: Agreement
    f1_exact: Agreement
    f1_iou50: Agreement


@dataclass(frozen=True, slots=True)
class PairReport:
    """The figures of two annotators over the documents both completed."""

    overall: Figures
    labels: Mapping[str, Figures]


@dataclass(frozen=True, slots=True)
class AgreementReport:
    """Agreement of all annotators, of all on each label, and of each pair `(a, b)`, a < b.

    `relations` and `attributes`, these by (label, name), are of all annotators.
    """

    overall: Figures
    labels: Mapping[str, Figures]
    pairs: Mapping[tuple[str, str], PairReport]
    relations: RelationReport
    attributes: Mapping[tuple[str, str], AttributeAgreement]
