"""The shapes of review: disagreements, links, decisions, gold."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from annotator.domain.clusters import Cluster
from annotator.domain.links import Link
from annotator.domain.spans import Span
from annotator.models import (
    Adjudication,
    Assignment,
    Decision,
    GoldAnnotation,
    GoldRelation,
    RelationDecision,
)
from annotator.services.label_storage import read_label_set
from annotator.services.review import Review
from api.fields import BoundedList, ExactBoolean, ExactObject, ExactString, StrictSerializer
from api.serializers.annotations import SpanIn
from api.serializers.documents import DocumentTextOut
from api.serializers.labels import RelationTypeOut, StoredLabelOut
from api.serializers.projects import PersonOut

NOTE_LIMIT = 5000


class RuledSpanIn(SpanIn):
    attributes = ExactObject(
        allow_null=True,
        default=None,
        help_text="Null: what most of those said who marked exactly this span.",
    )


class DecisionIn(StrictSerializer):
    """The spans that shall be gold; an empty list says that nothing there deserves a label."""

    spans = BoundedList(child=RuledSpanIn(), max_length=100)
    note = ExactString(max_length=NOTE_LIMIT, allow_blank=True, default="")


class LinkDecisionIn(StrictSerializer):
    is_gold = ExactBoolean(help_text="Whether the link shall be gold.")
    note = ExactString(max_length=NOTE_LIMIT, allow_blank=True, default="")


class SpanOut(serializers.Serializer[Any]):
    label = serializers.CharField()  # type: ignore[assignment]  # a field of this name
    start = serializers.IntegerField()
    end = serializers.IntegerField()


class AnsweredSpanOut(SpanOut):
    attributes = ExactObject()


class DecisionSpanOut(AnsweredSpanOut):
    label = serializers.CharField(source="label.name")  # type: ignore[assignment]  # a field of this name


class DecisionOut(serializers.ModelSerializer[Decision]):
    spans = DecisionSpanOut(many=True)
    decided_by = PersonOut()

    class Meta:
        model = Decision
        fields = ("spans", "rule", "note", "decided_by", "decided_at")


class LinkDecisionOut(serializers.ModelSerializer[RelationDecision]):
    decided_by = PersonOut()

    class Meta:
        model = RelationDecision
        fields = ("is_gold", "note", "decided_by", "decided_at")


class AdjudicationOut(serializers.ModelSerializer[Adjudication]):
    adjudicator = PersonOut()

    class Meta:
        model = Adjudication
        fields = ("id", "state", "adjudicator", "finished_at")


class AnnotatorOut(serializers.Serializer[Any]):
    """Who submitted the document, and what they say of it as a whole."""

    id = serializers.UUIDField()
    username = serializers.CharField()
    name = serializers.CharField()
    note = serializers.CharField()
    is_unsure = serializers.BooleanField()


class MemberSpanOut(AnsweredSpanOut):
    annotator = serializers.UUIDField()
    note = serializers.CharField()
    is_unsure = serializers.BooleanField()


class ClusterOut(serializers.Serializer[Any]):
    """`readings` are the distinct spans, each with the attributes that most gave it."""

    key = serializers.CharField()
    kind = serializers.CharField()
    start = serializers.IntegerField()
    end = serializers.IntegerField()
    is_agreed = serializers.BooleanField()
    members = MemberSpanOut(many=True)
    readings = AnsweredSpanOut(many=True)
    missing = serializers.ListField(child=serializers.UUIDField())
    decision = DecisionOut(allow_null=True)


class DrawnOut(serializers.Serializer[Any]):
    """A relation as one annotator drew it."""

    annotator = serializers.UUIDField()
    source = SpanOut()  # type: ignore[assignment]  # a field of this name
    target = SpanOut()
    note = serializers.CharField()
    is_unsure = serializers.BooleanField()


class LinkOut(serializers.Serializer[Any]):
    """`source` and `target` are keys of clusters, `voters` those who linked them so."""

    type = serializers.CharField()
    source = serializers.CharField()  # type: ignore[assignment]  # a field of this name
    target = serializers.CharField()
    standing = serializers.CharField()
    voters = serializers.ListField(child=serializers.UUIDField())
    drawn = DrawnOut(many=True)
    decision = LinkDecisionOut(allow_null=True)


class ReviewOut(serializers.Serializer[Any]):
    """`n_disagreements` counts clusters and disputed links that must be decided to finish."""

    document = DocumentTextOut()
    annotators = AnnotatorOut(many=True)
    labels = StoredLabelOut(many=True)
    relation_types = RelationTypeOut(many=True)
    adjudication = AdjudicationOut(allow_null=True)
    clusters = ClusterOut(many=True)
    links = LinkOut(many=True)
    n_disagreements = serializers.IntegerField()
    n_decided = serializers.IntegerField()


def review_as_data(review: Review) -> dict[str, Any]:
    """Return the review in the shape that ReviewOut shows."""
    open_keys = {cluster.key for cluster in review.disagreements}
    label_set = read_label_set(review.document.project)
    return {
        "document": review.document,
        "annotators": [_annotator(layer) for layer in review.layers.submitted.values()],
        "labels": label_set.labels,
        "relation_types": label_set.relation_types,
        "adjudication": review.adjudication,
        "clusters": [_cluster(review, cluster, open_keys) for cluster in review.clusters],
        "links": [_link(review, link) for link in review.links],
        "n_disagreements": review.n_disagreements,
        "n_decided": review.n_disagreements - review.n_undecided,
    }


def _annotator(layer: Assignment) -> dict[str, Any]:
    noted = {"note": layer.note, "is_unsure": layer.is_unsure}
    return {**PersonOut(layer.annotator).data, **noted}


def _cluster(review: Review, cluster: Cluster, open_keys: set[str]) -> dict[str, Any]:
    present = cluster.annotators
    return {
        "key": cluster.key,
        "kind": cluster.kind,
        "start": cluster.start,
        "end": cluster.end,
        "is_agreed": cluster.key not in open_keys,
        "members": [_member(review, annotator, span) for annotator, span in cluster.members],
        "readings": [
            {**_span(span), "attributes": review.answers[span]} for span in cluster.readings
        ],
        "missing": [user.id for user in review.annotators if str(user.id) not in present],
        "decision": review.decisions.get(cluster.key),
    }


def _member(review: Review, annotator: str, span: Span) -> dict[str, Any]:
    row = review.layers.marks[annotator, span]
    noted = {"attributes": row.attributes, "note": row.note, "is_unsure": row.is_unsure}
    return {"annotator": annotator, **_span(span), **noted}


def _span(span: Span) -> dict[str, Any]:
    return {"label": span.label, "start": span.start, "end": span.end}


def _link(review: Review, link: Link) -> dict[str, Any]:
    rows = [(*drawn, review.layers.drawn[drawn]) for drawn in link.drawn]
    return {
        "type": link.type,
        "source": link.source,
        "target": link.target,
        "standing": link.standing,
        "voters": [user.id for user in review.annotators if str(user.id) in link.voters],
        "drawn": [
            {
                "annotator": annotator,
                "source": _span(relation.source),
                "target": _span(relation.target),
                "note": row.note,
                "is_unsure": row.is_unsure,
            }
            for annotator, relation, row in rows
        ],
        "decision": review.link_decisions.get(link.key),
    }


class MajorityOut(serializers.Serializer[Any]):
    decided = serializers.IntegerField()


class GoldRelationOut(serializers.ModelSerializer[GoldRelation]):
    type = serializers.CharField(source="type.name")
    target = serializers.UUIDField(source="target_id")

    class Meta:
        model = GoldRelation
        fields = ("id", "type", "target", "origin")


class GoldOut(serializers.ModelSerializer[GoldAnnotation]):
    """`relations` are those that begin at this annotation; `target` is another's id."""

    label = serializers.CharField(source="label.name")  # type: ignore[assignment]  # a field of this name
    text = serializers.SerializerMethodField()
    relations = GoldRelationOut(many=True, source="relations_from")

    class Meta:
        model = GoldAnnotation
        fields = ("id", "label", "start", "end", "attributes", "origin", "text", "relations")

    def get_text(self, gold: GoldAnnotation) -> str:
        text: str = self.context["text"]
        return text[gold.start : gold.end]
