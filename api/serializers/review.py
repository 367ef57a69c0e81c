"""The shapes of review: disagreements, decisions, gold, agreement."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from annotator.domain.clusters import Cluster
from annotator.domain.spans import Span
from annotator.models import Adjudication, Decision, GoldAnnotation
from annotator.services.adjudication import Review
from api.fields import BoundedList, ExactString, StrictSerializer
from api.serializers.annotations import SpanIn
from api.serializers.documents import DocumentTextOut
from api.serializers.projects import LabelOut, PersonOut


class DecisionIn(StrictSerializer):
    """The spans that shall be gold; an empty list says that nothing there deserves a label."""

    spans = BoundedList(child=SpanIn(), max_length=100)
    note = ExactString(max_length=5000, allow_blank=True, default="")


class SpanOut(serializers.Serializer[Any]):
    label = serializers.CharField()  # type: ignore[assignment]  # a field of this name
    start = serializers.IntegerField()
    end = serializers.IntegerField()


class DecisionSpanOut(SpanOut):
    label = serializers.CharField(source="label.name")


class DecisionOut(serializers.ModelSerializer[Decision]):
    spans = DecisionSpanOut(many=True)
    decided_by = PersonOut()

    class Meta:
        model = Decision
        fields = ("spans", "rule", "note", "decided_by", "decided_at")


class AdjudicationOut(serializers.ModelSerializer[Adjudication]):
    adjudicator = PersonOut()

    class Meta:
        model = Adjudication
        fields = ("id", "state", "adjudicator", "finished_at")


class MemberSpanOut(SpanOut):
    annotator = serializers.UUIDField()


class ClusterOut(serializers.Serializer[Any]):
    key = serializers.CharField()
    kind = serializers.CharField()
    start = serializers.IntegerField()
    end = serializers.IntegerField()
    is_agreed = serializers.BooleanField()
    members = MemberSpanOut(many=True)
    missing = serializers.ListField(child=serializers.UUIDField())
    decision = DecisionOut(allow_null=True)


class ReviewOut(serializers.Serializer[Any]):
    document = DocumentTextOut()
    annotators = PersonOut(many=True)
    labels = LabelOut(many=True)
    adjudication = AdjudicationOut(allow_null=True)
    clusters = ClusterOut(many=True)
    n_disagreements = serializers.IntegerField()
    n_decided = serializers.IntegerField()


def review_as_data(review: Review) -> dict[str, Any]:
    """Return the review in the shape that ReviewOut shows."""
    open_keys = {cluster.key for cluster in review.disagreements}
    return {
        "document": review.document,
        "annotators": review.annotators,
        "labels": review.document.project.labels.all(),
        "adjudication": review.adjudication,
        "clusters": [_cluster(review, cluster, open_keys) for cluster in review.clusters],
        "n_disagreements": len(review.disagreements),
        "n_decided": len(review.disagreements) - len(review.undecided),
    }


def _cluster(review: Review, cluster: Cluster, open_keys: set[str]) -> dict[str, Any]:
    present = {annotator for annotator, _ in cluster.members}
    return {
        "key": cluster.key,
        "kind": cluster.kind,
        "start": cluster.start,
        "end": cluster.end,
        "is_agreed": cluster.key not in open_keys,
        "members": [_member(annotator, span) for annotator, span in cluster.members],
        "missing": [user.id for user in review.annotators if str(user.id) not in present],
        "decision": review.decisions.get(cluster.key),
    }


def _member(annotator: str, span: Span) -> dict[str, Any]:
    return {"annotator": annotator, "label": span.label, "start": span.start, "end": span.end}


class MajorityOut(serializers.Serializer[Any]):
    decided = serializers.IntegerField()


class GoldOut(serializers.ModelSerializer[GoldAnnotation]):
    label = serializers.CharField(source="label.name")  # type: ignore[assignment]  # a field of this name
    text = serializers.SerializerMethodField()

    class Meta:
        model = GoldAnnotation
        fields = ("id", "label", "start", "end", "origin", "text")

    def get_text(self, gold: GoldAnnotation) -> str:
        text: str = self.context["text"]
        return text[gold.start : gold.end]


class FigureOut(serializers.Serializer[Any]):
    """One statistic, and on how much it rests; `value` is null exactly where `reason` is not."""

    measure = serializers.CharField()
    unit = serializers.CharField()
    value = serializers.FloatField(allow_null=True)
    reason = serializers.CharField(allow_null=True)
    message = serializers.CharField(allow_null=True)
    n_documents = serializers.IntegerField()
    n_annotators = serializers.IntegerField()
    n_spans = serializers.IntegerField()
    n_pairs = serializers.IntegerField()


class FiguresOut(serializers.Serializer[Any]):
    alpha = FigureOut()
    f1_exact = FigureOut()
    f1_iou50 = FigureOut()


class PairOut(serializers.Serializer[Any]):
    annotators = serializers.ListField(child=serializers.CharField())
    overall = FiguresOut()
    labels = serializers.DictField(child=FiguresOut())


class AgreementOut(serializers.Serializer[Any]):
    """`n_left_out` counts documents hidden from the caller, who still annotates them."""

    n_left_out = serializers.IntegerField()
    overall = FiguresOut()
    labels = serializers.DictField(child=FiguresOut())
    pairs = PairOut(many=True)
