"""A project's agreement: from stored rows to figures that can be sent."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, TypeVar

import numpy as np
from django.core.cache import cache

from annotator.domain.agreement import (
    REASONS,
    Agreement,
    AgreementReport,
    AttributeAgreement,
    DocumentSpans,
    Figures,
    PairReport,
    RelationAgreement,
    Resampling,
    agreement_report,
)
from annotator.domain.agreement.among import among
from annotator.domain.agreement.documents import DocumentFigures, figures_by_document
from annotator.domain.agreement.report import report_on_statistics
from annotator.domain.agreement.statistics import Statistics
from annotator.domain.labels import MAX_LABELS
from annotator.errors import Conflict, FieldErrors
from annotator.models import Project, User
from annotator.models.documents import DocumentQuerySet

from .agreement_rows import Counted, count_documents, digest_of, layout_of

Result = TypeVar("Result")
SHOWN_OF_GROUPS = ("alpha", "f1_iou50")
KEPT_SECONDS = 600
MOST_GROUPS = 200


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody wants to know: of which labels and annotators (all, where empty), in what."""

    unit: str = "character"
    labels: Collection[str] = ()
    annotators: Collection[str] = ()
    with_intervals: bool = True


@dataclass(frozen=True, slots=True)
class Asked:
    """A question about documents of a project, and who asks."""

    by: User
    project: Project
    documents: DocumentQuerySet
    question: Question

    def counted(self) -> Counted:
        """Return the statistics of the documents.

        Raises StillCounting as `count_documents`, and Conflict for more labels than can be counted.
        """
        # Before a job is begun that could only fail, and again with the next question.
        if self.project.labels.count() > MAX_LABELS:
            raise Conflict(
                f"Agreement is measured of at most {MAX_LABELS} labels, archived ones included; "
                "this project has more. Leave out labels that nobody used."
            )
        return count_documents(
            by=self.by,
            project=self.project,
            documents=self.documents,
            unit=self.question.unit,
        )

    def resampling(self) -> Resampling | None:
        return resampling_of(self.project) if self.question.with_intervals else None


def measure_agreement(asked: Asked) -> dict[str, Any]:
    """Return how far those agree who completed the given documents, as JSON values.

    Raises StillCounting while too many documents have to be counted first.
    """
    counted, question = asked.counted(), asked.question

    def measure() -> dict[str, Any]:
        statistics = _of_annotators(counted.statistics, question)
        report = report_on_statistics(statistics, asked.resampling())
        return {"n_documents": report.overall.alpha.n_documents, **report_as_json(report)}

    about = ("report", asked.project.agreement_threshold, replace(question, labels=()))
    found = _remembered(about, counted, measure)
    return chosen(found, question)


def measure_groups(asked: Asked, groups: Mapping[uuid.UUID, str]) -> list[dict[str, Any]]:
    """Return alpha and F1 of each group of documents, in order of the groups' names.

    Raises StillCounting as `measure_agreement`, FieldErrors for more groups than one can read.
    """
    counted, question = asked.counted(), asked.question
    places: dict[str, list[int]] = {}
    for place, key in enumerate(counted.documents):
        document = uuid.UUID(key)
        if document in groups:
            places.setdefault(groups[document], []).append(place)
    if len(places) > MOST_GROUPS:
        raise FieldErrors(
            {"by": [f"Expected at most {MOST_GROUPS} different values; seen {len(places)}."]}
        )
    statistics = _of_annotators(counted.statistics, question)
    resampling = asked.resampling()

    def measure() -> list[dict[str, Any]]:
        return [
            {"value": value, **_group(statistics.select(np.array(places[value])), resampling)}
            for value in sorted(places)
        ]

    of_all = replace(question, labels=())
    about = ("groups", asked.project.agreement_threshold, of_all, sorted(places.items()))
    found = _remembered(about, counted, measure)
    return [chosen(group, question) for group in found]


def measure_documents(
    asked: Asked, *, first: int = 0, size: int | None = None
) -> tuple[int, list[dict[str, Any]]]:
    """Return how many documents two or more completed, and a page of them, the worst alpha first.

    Where one label is asked for, its alpha orders them. Those without an alpha come last. `size`
    None: all from `first` on. Raises StillCounting as `measure_agreement`.
    """
    counted, question = asked.counted(), asked.question
    statistics = _of_annotators(counted.statistics, question)
    found = figures_by_document(statistics, ("alpha", "f1_iou"))
    overall = len(statistics.schema.labels)
    asked_for = [n for n, name in enumerate(statistics.schema.labels) if name in question.labels]
    ordering = asked_for[0] if len(asked_for) == 1 else overall
    worst = np.nan_to_num(found.values["alpha"][:, ordering], nan=np.inf)
    order = np.argsort(worst, kind="stable")
    order = order[found.n_annotators[order] > 1]
    last = None if size is None else first + size
    rows = [
        {
            "id": uuid.UUID(counted.documents[n]),
            "n_annotators": int(found.n_annotators[n]),
            **_of_document(found, n, overall),
            "labels": {
                name: _of_document(found, n, column)
                for column, name in enumerate(statistics.schema.labels)
                if not question.labels or name in question.labels
            },
        }
        for n in order[first:last].tolist()
    ]
    return len(order), rows


def report_on(project: Project, layers: Sequence[DocumentSpans]) -> AgreementReport:
    """Return the agreement of layers at hand on a project's labels, relations and attributes."""
    layout = layout_of(project, "character")
    return agreement_report(
        layers,
        layout.labels,
        layout.types,
        layout.attributes,
        resampling=resampling_of(project),
    )


# --- Asking -------------------------------------------------------------------------------


def _of_annotators(statistics: Statistics, question: Question) -> Statistics:
    return among(statistics, question.annotators) if question.annotators else statistics


def resampling_of(project: Project) -> Resampling:
    """Return how intervals are made: of the same rows always the same."""
    return Resampling(seed=seed_of(project), threshold=project.agreement_threshold)


def seed_of(project: Project) -> int:
    """Return what all chance in a project's figures begins with."""
    return project.id.int & 0xFFFF_FFFF


def _remembered(key: object, counted: Counted, measure: Callable[[], Result]) -> Result:
    """Return what was measured of the very same rows before, or measure it."""
    name = f"agreement:{digest_of(key, counted.digest)}"
    kept: Any = cache.get_or_set(name, measure, KEPT_SECONDS)
    found: Result = kept
    return found


def _group(statistics: Statistics, resampling: Resampling | None) -> dict[str, Any]:
    report = report_on_statistics(statistics, resampling)
    of_group = pair_as_json(PairReport(report.overall, report.labels))
    return {
        "n_documents": report.overall.alpha.n_documents,
        "overall": _shown_of_group(of_group["overall"]),
        "labels": {name: _shown_of_group(own) for name, own in of_group["labels"].items()},
    }


def _shown_of_group(figures: Mapping[str, Any]) -> dict[str, Any]:
    return {name: figures[name] for name in SHOWN_OF_GROUPS}


def chosen(found: Mapping[str, Any], question: Question) -> dict[str, Any]:
    """Return figures with those of the labels that were asked for only, all where none were."""
    if not question.labels:
        return dict(found)
    kept: dict[str, Any] = {
        "labels": {name: own for name, own in found["labels"].items() if name in question.labels}
    }
    if "pairs" in found:
        kept["pairs"] = [chosen(pair, question) for pair in found["pairs"]]
        asked = [row for row in found["attributes"] if row["label"] in question.labels]
        kept["attributes"] = asked
    return {**found, **kept}


def _of_document(found: DocumentFigures, document: int, column: int) -> dict[str, float | None]:
    return {
        "n_spans": int(found.n_spans[document, column]),
        "alpha": _number(found.values["alpha"][document, column]),
        "f1_iou50": _number(found.values["f1_iou"][document, column]),
    }


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


# --- Telling ------------------------------------------------------------------------------


def report_as_json(report: AgreementReport) -> dict[str, Any]:
    """Return a report as JSON values; an undefined figure has `value` null and says why."""
    return {
        "overall": _figures(report.overall),
        "labels": _labels(report.labels),
        "pairs": [
            {"annotators": list(names), **pair_as_json(pair)}
            for names, pair in sorted(report.pairs.items())
        ],
        "relations": {
            "overall": _agreement(report.relations.overall),
            "types": {name: _agreement(f1) for name, f1 in report.relations.types.items()},
        },
        "attributes": [
            {"label": label, "attribute": name, "alpha": _agreement(alpha)}
            for (label, name), alpha in report.attributes.items()
        ],
        "confusion": {
            name: list(value) if name != "matched" else [list(row) for row in value]
            for name, value in asdict(report.confusion).items()
        },
    }


def pair_as_json(pair: PairReport) -> dict[str, Any]:
    """Return the figures of two annotators as JSON values: see `report_as_json`."""
    return {"overall": _figures(pair.overall), "labels": _labels(pair.labels)}


def _labels(labels: Mapping[str, Figures]) -> dict[str, Any]:
    return {name: _figures(figures) for name, figures in labels.items()}


def _figures(figures: Figures) -> dict[str, Any]:
    return figures_as_json(figures.by_name)


def figures_as_json(figures: Mapping[str, Agreement]) -> dict[str, Any]:
    """Return figures by name as JSON values: see `report_as_json`."""
    return {name: _agreement(figure) for name, figure in figures.items()}


def _agreement(agreement: Agreement | RelationAgreement | AttributeAgreement) -> dict[str, Any]:
    reason, interval_reason = agreement.reason, agreement.interval_reason
    return {
        **asdict(agreement),
        "unit": agreement.unit,
        "message": REASONS[reason] if reason else None,
        "interval_message": REASONS[interval_reason] if interval_reason else None,
    }
