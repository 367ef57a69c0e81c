"""Reading a document's review: the submitted layers compared, with the rulings beside them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, wraps
from typing import ParamSpec, TypeVar

from annotator.domain.attributes import Answers
from annotator.domain.clusters import Cluster, clusters
from annotator.domain.consensus import agreed_attributes, consensus
from annotator.domain.links import Link, Standing, links
from annotator.domain.links import Relation as Drawn
from annotator.domain.spans import Span
from annotator.models import (
    Adjudication,
    Annotation,
    Assignment,
    Decision,
    Document,
    Relation,
    RelationDecision,
    User,
    with_ends,
)

from .events import record

LinkKey = tuple[str, str, str]
P = ParamSpec("P")
Result = TypeVar("Result")


@dataclass(frozen=True)
class Layers:
    """What those who submitted a document marked, linked and noted, by their ids as text.

    `submitted` is in the order of the annotators' names; `marks` and `drawn` have every
    annotation and relation under what it says.
    """

    submitted: dict[str, Assignment]
    marks: dict[tuple[str, Span], Annotation]
    drawn: dict[tuple[str, Drawn], Relation]


@dataclass(frozen=True)
class Review:
    """A document as its adjudicator sees it.

    `clusters` are all that the annotators marked, `disagreements` those without unanimity,
    `links` all that they linked. `decisions` are the rulings that still apply, by the cluster's
    key, `link_decisions` those on links, by the link's.

    A ruling on a cluster is about labels and offsets, and so is its key: it stands when notes
    or doubts change, and also when attributes do. A ruling's spans hold the attributes that
    were chosen for them, or that most gave when it was made; what annotators say of attributes
    later does not reach into it. Nor do attributes make a disagreement: a span that all marked
    alike takes, when the review is finished, the values that most gave, and none where no value
    has a majority.
    """

    document: Document
    layers: Layers
    clusters: list[Cluster]
    agreed: list[Span]
    disagreements: list[Cluster]
    links: list[Link]
    answers: dict[Span, Answers]
    adjudication: Adjudication | None
    decisions: dict[str, Decision]
    link_decisions: dict[LinkKey, RelationDecision]

    @property
    def annotators(self) -> list[User]:
        """Return those who submitted, in the order of their names."""
        return [layer.annotator for layer in self.layers.submitted.values()]

    @property
    def undecided(self) -> list[Cluster]:
        """Return the disagreements without a ruling."""
        return [cluster for cluster in self.disagreements if cluster.key not in self.decisions]

    @property
    def disputed_links(self) -> list[Link]:
        """Return the links that must be ruled on: no majority drew them."""
        return [link for link in self.links if link.standing is Standing.DISPUTED]

    @property
    def undecided_links(self) -> list[Link]:
        """Return the disputed links without a ruling."""
        return [link for link in self.disputed_links if link.key not in self.link_decisions]

    @property
    def n_disagreements(self) -> int:
        """Count what must be decided before the review can be finished."""
        return len(self.disagreements) + len(self.disputed_links)

    @property
    def n_undecided(self) -> int:
        """Count what of that is left to decide."""
        return len(self.undecided) + len(self.undecided_links)


@lru_cache(maxsize=16)
def _clusters(spans: tuple[tuple[str, frozenset[Span]], ...]) -> tuple[Cluster, ...]:
    """Return the clusters of layers; of dense ones they take seconds, and each ruling asks."""
    return tuple(clusters(dict(spans)))


def _compared(layers: Layers) -> list[Cluster]:
    spans: dict[str, set[Span]] = {annotator: set() for annotator in layers.submitted}
    for annotator, span in layers.marks:
        spans[annotator].add(span)
    return list(_clusters(tuple((name, frozenset(own)) for name, own in spans.items())))


def compared_first(act: Callable[P, Result]) -> Callable[P, Result]:
    """Compare a document's layers before `act` takes the lock, for which everybody waits.

    `act` compares them again under the lock: what nobody changed meanwhile is known by then.
    """

    @wraps(act)
    def compared(*args: P.args, **kwargs: P.kwargs) -> Result:
        document = kwargs["document"]
        if isinstance(document, Document):
            _compared(_submitted_layers(document))
        return act(*args, **kwargs)

    return compared


def review_document(document: Document) -> Review:
    """Compare the submitted layers of a document and put the rulings beside what differs."""
    layers = _submitted_layers(document)
    found = _compared(layers)
    relations: dict[str, list[Drawn]] = {annotator: [] for annotator in layers.submitted}
    said: dict[Span, list[Answers]] = defaultdict(list)
    for (_, span), annotation in layers.marks.items():
        said[span].append(annotation.attributes)
    for annotator, drawn in layers.drawn:
        relations[annotator].append(drawn)
    linked = links(found, relations)
    result = consensus(found, list(layers.submitted))
    adjudication = (
        Adjudication.objects.select_related("adjudicator").filter(document=document).first()
    )
    return Review(
        document=document,
        layers=layers,
        clusters=found,
        agreed=list(result.unanimous),
        disagreements=list(result.undecided),
        links=linked,
        answers={span: agreed_attributes(answers) for span, answers in said.items()},
        adjudication=adjudication,
        decisions=_decisions(adjudication, {cluster.key for cluster in result.undecided}),
        link_decisions=_link_decisions(adjudication, linked),
    )


def open_review(*, by: User, document: Document) -> Review:
    """Return a document's review for somebody to look at; the log keeps who saw the layers."""
    record("review.open", document.id, by=by, document=document)
    return review_document(document)


def _submitted_layers(document: Document) -> Layers:
    rows = document.assignments.submitted().select_related("annotator")
    submitted = {
        str(row.annotator_id): row for row in sorted(rows, key=lambda row: row.annotator.username)
    }
    names = {row.id: annotator for annotator, row in submitted.items()}
    marked = Annotation.objects.filter(assignment__in=names).select_related("label")
    linked = Relation.objects.filter(assignment__in=names).select_related("type").order_by("id")
    return Layers(
        submitted=submitted,
        marks={(names[row.assignment_id], row.span): row for row in marked},
        drawn={
            (
                names[row.assignment_id],
                Drawn(row.type.name, row.source.span, row.target.span),
            ): row
            for row in with_ends(linked, marked)
        },
    )


def _decisions(adjudication: Adjudication | None, keys: set[str]) -> dict[str, Decision]:
    rulings = Decision.objects.filter(adjudication=adjudication, cluster__in=keys)
    rulings = rulings.select_related("decided_by").prefetch_related("spans__label")
    return {ruling.cluster: ruling for ruling in rulings}


def _link_decisions(
    adjudication: Adjudication | None, found: list[Link]
) -> dict[LinkKey, RelationDecision]:
    """Return the rulings on links that are not unanimous: the others need none."""
    open_keys = {link.key for link in found if link.standing is not Standing.UNANIMOUS}
    if not open_keys:
        return {}
    rulings = RelationDecision.objects.filter(adjudication=adjudication)
    rulings = rulings.select_related("decided_by", "type")
    by_key = {(ruling.type.name, ruling.source, ruling.target): ruling for ruling in rulings}
    return {key: ruling for key, ruling in by_key.items() if key in open_keys}
