"""Random corpora, and the bridge between the twin's plain input and the engine's."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import settings
from hypothesis import strategies as st

from annotator.domain.agreement import AgreementReport, DocumentSpans, Figures, agreement_report
from annotator.domain.links import Relation
from annotator.domain.spans import Span
from tests.domain.agreement import twin

ANNOTATORS = ["ada", "bo", "cy", "di"]
LABELS = ["actor", "claim", "evidence"]
TYPES = ["by", "of"]

Marked = dict[str, list[Span]]
Drawn = dict[str, list[Relation]]

# A deadline would measure the machine's other work.
unhurried = settings(deadline=None, max_examples=60)


# Texts in which a code point is one, two or four bytes, and a person takes several.
texts = st.text("ab \u00e9\u044f\U0001f600\u200d\U0001f469", max_size=14)


@st.composite
def marks(draw: st.DrawFn, length: int, labels: Sequence[str] = LABELS) -> list[twin.Mark]:
    """Draw up to five distinct marks of a text: overlapping, nested, abutting, of any label."""
    if not length:
        return []
    start = st.integers(0, length - 1)
    stretch = start.flatmap(lambda s: st.tuples(st.just(s), st.integers(s + 1, length)))
    mark = st.tuples(stretch, st.sampled_from(labels)).map(lambda m: (*m[0], m[1]))
    return draw(st.lists(mark, max_size=5, unique=True))


@st.composite
def plain_documents(
    draw: st.DrawFn, annotators: Sequence[str] = ANNOTATORS, labels: Sequence[str] = LABELS
) -> twin.TwinDocument:
    """Draw a document, perhaps an empty one, completed by some of the annotators or none."""
    length = len(draw(texts))
    names = draw(st.lists(st.sampled_from(annotators), unique=True))
    return {"length": length, "spans": {name: draw(marks(length, labels)) for name in names}}


def marked(line: str) -> list[Span]:
    """Read `0-5 actor | 3-8 claim`; an empty line is nobody's span.

    >>> marked("0-5 actor")
    [Span(start=0, end=5, label='actor')]
    """
    fields = [mark.split() for mark in line.split("|") if mark.strip()]
    offsets = [(place.split("-"), label) for place, label in fields]
    return [Span(int(start), int(end), label) for (start, end), label in offsets]


@st.composite
def completed(draw: st.DrawFn) -> Marked:
    """Draw the spans of the one to four annotators who completed a document."""
    names = draw(st.lists(st.sampled_from(ANNOTATORS), min_size=1, unique=True))
    return {name: [Span(*mark) for mark in draw(marks(12))] for name in names}


@st.composite
def linked(draw: st.DrawFn) -> tuple[Marked, Drawn]:
    """Draw the spans of those who completed a document, and up to four relations of each."""
    spans = draw(completed())
    relations: Drawn = {}
    for name, own in spans.items():
        pairs = [Relation(t, a, b) for t in TYPES for a in own for b in own if a != b]
        drawn = st.lists(st.sampled_from(pairs), max_size=4, unique=True) if pairs else st.just([])
        relations[name] = draw(drawn)
    return spans, relations


corpora = st.lists(plain_documents(), max_size=4)


def to_engine(documents: Sequence[twin.TwinDocument]) -> list[DocumentSpans]:
    return [
        DocumentSpans(d["length"], {n: [Span(*m) for m in ms] for n, ms in d["spans"].items()})
        for d in documents
    ]


def engine_values(
    documents: Sequence[twin.TwinDocument], labels: Sequence[str] = LABELS
) -> twin.TwinReport:
    """Return the engine's report in the twin's form."""
    return plain_values(agreement_report(to_engine(documents), labels))


def plain_values(report: AgreementReport) -> twin.TwinReport:
    return {
        "overall": _values(report.overall),
        "labels": {label: _values(figures) for label, figures in report.labels.items()},
        "pairs": {
            names: {
                "overall": _values(pair.overall),
                "labels": {label: _values(figures) for label, figures in pair.labels.items()},
            }
            for names, pair in report.pairs.items()
        },
    }


def _values(figures: Figures) -> twin.Figures:
    return {
        "alpha": figures.alpha.value,
        "f1_exact": figures.f1_exact.value,
        "f1_iou50": figures.f1_iou50.value,
    }


def flat(report: twin.TwinReport) -> dict[tuple[str, ...], float | None]:
    """Return every figure under its path, so that two reports compare in one go."""
    scopes: dict[str, twin.TwinPair | twin.TwinReport] = {"everyone": report}
    scopes |= {"-".join(names): pair for names, pair in report["pairs"].items()}
    return {
        (who, layer, name): value
        for who, scope in scopes.items()
        for layer, figures in [("overall", scope["overall"]), *scope["labels"].items()]
        for name, value in figures.items()
    }
