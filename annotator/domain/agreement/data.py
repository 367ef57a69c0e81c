"""What goes into an agreement report and what comes out of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar

from annotator.domain.attributes import Answer
from annotator.domain.links import Relation
from annotator.domain.spans import Span
from annotator.errors import InvalidInput


class Reason(StrEnum):
    """Why a figure or its interval is undefined; the codes are stable."""

    NO_PAIRABLE_DOCUMENTS = "no_pairable_documents"
    NO_SPANS = "no_spans"
    NO_VARIATION = "no_variation"
    NO_TEXT = "no_text"
    NO_RELATIONS = "no_relations"
    NO_MATCHED_SPANS = "no_matched_spans"
    ONE_VALUE = "one_value"
    OVERLAPPING_SPANS = "overlapping_spans"
    NOT_ALL_BY_ALL = "not_all_by_all"
    TOO_MANY_ALIGNMENTS = "too_many_alignments"
    NOT_ASKED = "not_asked"
    NO_INTERVAL = "no_interval"
    NO_FIGURE = "no_figure"
    TOO_FEW_DOCUMENTS = "too_few_documents"
    TOO_FEW_REPLICATES = "too_few_replicates"


REASONS: Mapping[str, str] = {
    Reason.NO_PAIRABLE_DOCUMENTS: "No document has been completed by two of these annotators.",
    Reason.NO_SPANS: "Nobody marked a span, so there is nothing to agree or disagree on.",
    Reason.NO_VARIATION: "What was marked does not vary, so agreement cannot be told from chance.",
    Reason.NO_TEXT: "The documents hold no text, so there is nothing to compare.",
    Reason.NO_RELATIONS: "Nobody linked two spans, so there is nothing to agree or disagree on.",
    Reason.NO_MATCHED_SPANS: "No two annotators' spans lie on one another with a value from both.",
    Reason.ONE_VALUE: "Everybody gave the same value every time, so agreement "
    "cannot be told from chance.",
    Reason.OVERLAPPING_SPANS: "An annotator gave a character two values, "
    "and this coefficient knows one.",
    Reason.NOT_ALL_BY_ALL: "This coefficient needs every document to be completed by "
    "every annotator.",
    Reason.TOO_MANY_ALIGNMENTS: "So many spans of so many annotators overlap that their "
    "alignments cannot all be compared.",
    Reason.NO_INTERVAL: "This coefficient is told without an interval.",
    Reason.NOT_ASKED: "No interval was asked for.",
    Reason.NO_FIGURE: "There is no figure that an interval could be about.",
    Reason.TOO_FEW_DOCUMENTS: "An interval needs five documents or more.",
    Reason.TOO_FEW_REPLICATES: "Without one document or another, the figure is mostly undefined.",
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
class Interval:
    """Where the figure would lie for other documents of the kind; not for other annotators.

    `method` is "jackknife" (delete one document, Student's t) or "bootstrap" (documents drawn
    with replacement, percentiles). Of `n_replicates` values without or with other documents,
    `n_skipped` were undefined and are left out. `p_below` is the probability that the figure is
    below `threshold`, or None where no threshold was asked about.
    """

    low: float
    high: float
    level: float
    method: str
    n_replicates: int
    n_skipped: int
    threshold: float | None
    p_below: float | None


@dataclass(frozen=True, slots=True)
class Agreement:
    """One figure, and on how much it rests; `value` is None exactly where `reason` says why.

    `unit` is what is counted: "character", "token", "sentence" or "span". `n_documents`,
    `n_annotators` and `n_spans` count what entered the figure (spans as they were marked, not
    merged). `n_pairs` is the number of annotator pairs: for F1 those the mean is over, for the
    others all that share a document. `prevalence` is the share of units under the label, where
    the figure is about one. `interval` is None exactly where `interval_reason` says why.
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
    prevalence: float | None = None
    interval: Interval | None = None
    interval_reason: str | None = Reason.NOT_ASKED.value

    def __post_init__(self) -> None:
        _require_value_or_reason(self.measure, self.value, self.reason)


@dataclass(frozen=True, slots=True)
class RelationAgreement:
    """The F1 of relations, of all types or of one, and on how much it rests.

    `n_relations` counts those drawn on documents that two or more completed, `n_pairs` the
    pairs of annotators that share such a document. `value` is None exactly where `reason` says
    why, `interval` where `interval_reason` does; raises InvalidInput else.
    """

    unit: ClassVar[str] = "relation"

    measure: str
    value: float | None
    reason: str | None
    n_documents: int
    n_annotators: int
    n_relations: int
    n_pairs: int
    interval: Interval | None = None
    interval_reason: str | None = Reason.NOT_ASKED.value

    def __post_init__(self) -> None:
        _require_value_or_reason(self.measure, self.value, self.reason)


@dataclass(frozen=True, slots=True)
class AttributeAgreement:
    """Alpha of one attribute of one label, and on how much it rests.

    `n_units` counts the groups of matched spans with a value from two annotators or more,
    `n_documents` and `n_annotators` where and by whom these are. `value` is None exactly where
    `reason` says why, `interval` where `interval_reason` does; raises InvalidInput else.
    """

    unit: ClassVar[str] = "matched span"

    measure: str
    value: float | None
    reason: str | None
    n_documents: int
    n_annotators: int
    n_units: int
    interval: Interval | None = None
    interval_reason: str | None = Reason.NOT_ASKED.value

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
    """The figures of one scope, by the names of `measures.NAMES`; three have a name here.

    >>> figure = Agreement("span_f1_exact", "span", 0.5, None, 1, 2, 4, 1)
    >>> Figures({"f1_exact": figure})["f1_exact"].value
    0.5
    """

    by_name: Mapping[str, Agreement]

    def __getitem__(self, name: str) -> Agreement:
        return self.by_name[name]

    @property
    def alpha(self) -> Agreement:
        """Krippendorff's alpha: of a label nominal, overall on label sets (Jaccard)."""
        return self.by_name["alpha"]

    @property
    def f1_exact(self) -> Agreement:
        """Span F1 where a match has the same offsets."""
        return self.by_name["f1_exact"]

    @property
    def f1_iou50(self) -> Agreement:
        """Span F1 where a match shares half of what both cover, or more."""
        return self.by_name["f1_iou50"]


@dataclass(frozen=True, slots=True)
class PairReport:
    """The figures of two annotators over the documents both completed."""

    overall: Figures
    labels: Mapping[str, Figures]


@dataclass(frozen=True, slots=True)
class Confusion:
    """Which labels two annotators gave to what they marked alike, over all pairs of them.

    `matched` counts, at [row, column], matched spans with these two labels, first those of
    equal label, then, of what these leave, any others; it is symmetric, and each match of two
    labels stands in both cells. `unmatched` counts, by label, the spans of either that the
    other has no match for.
    """

    labels: tuple[str, ...]
    matched: tuple[tuple[int, ...], ...]
    unmatched: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class AgreementReport:
    """Agreement of all annotators, of all on each label, and of each pair `(a, b)`, a < b.

    `relations`, `attributes`, these by (label, name), and `confusion` are of all annotators.
    """

    overall: Figures
    labels: Mapping[str, Figures]
    pairs: Mapping[tuple[str, str], PairReport]
    relations: RelationReport
    attributes: Mapping[tuple[str, str], AttributeAgreement]
    confusion: Confusion
