"""The shapes of agreement: figures with what they rest on, or why there are none."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from api.serializers.projects import JobOut


class IntervalOut(serializers.Serializer[Any]):
    """Where the figure would lie for other documents of the kind, not for other annotators."""

    low = serializers.FloatField()
    high = serializers.FloatField()
    level = serializers.FloatField()
    method = serializers.CharField()
    n_replicates = serializers.IntegerField()
    n_skipped = serializers.IntegerField()
    threshold = serializers.FloatField(allow_null=True)
    p_below = serializers.FloatField(allow_null=True)


class RestingFigureOut(serializers.Serializer[Any]):
    """`value` is null exactly where `reason` is not, `interval` where `interval_reason` is not."""

    measure = serializers.CharField()
    value = serializers.FloatField(allow_null=True)
    reason = serializers.CharField(allow_null=True)
    message = serializers.CharField(allow_null=True)
    unit = serializers.CharField()
    n_documents = serializers.IntegerField()
    n_annotators = serializers.IntegerField()
    interval = IntervalOut(allow_null=True)
    interval_reason = serializers.CharField(allow_null=True)
    interval_message = serializers.CharField(allow_null=True)


class FigureOut(RestingFigureOut):
    """One figure, and on how much it rests; `prevalence` is the label's share of the units."""

    n_spans = serializers.IntegerField()
    n_pairs = serializers.IntegerField()
    prevalence = serializers.FloatField(allow_null=True)


def figures() -> serializers.DictField:
    """Return the field of figures by their short names, such as `alpha` or `f1_iou50`."""
    return serializers.DictField(child=FigureOut())


def figures_of_labels() -> serializers.DictField:
    return serializers.DictField(child=figures())


class PairOut(serializers.Serializer[Any]):
    annotators = serializers.ListField(child=serializers.CharField())
    overall = figures()
    labels = figures_of_labels()


class RelationFigureOut(RestingFigureOut):
    n_relations = serializers.IntegerField()
    n_pairs = serializers.IntegerField()


class RelationAgreementOut(serializers.Serializer[Any]):
    overall = RelationFigureOut()
    types = serializers.DictField(child=RelationFigureOut())


class AttributeFigureOut(RestingFigureOut):
    n_units = serializers.IntegerField()


class AttributeAgreementOut(serializers.Serializer[Any]):
    label = serializers.CharField()  # type: ignore[assignment]  # a field of this name
    attribute = serializers.CharField()
    alpha = AttributeFigureOut()


class ConfusionOut(serializers.Serializer[Any]):
    """Which labels met on matched spans, and how many spans the other had no match for."""

    labels = serializers.ListField(child=serializers.CharField())
    matched = serializers.ListField(child=serializers.ListField(child=serializers.IntegerField()))
    unmatched = serializers.ListField(child=serializers.IntegerField())


class AgreementOut(serializers.Serializer[Any]):
    """`n_left_out` counts documents hidden from the caller, who still annotates them."""

    n_documents = serializers.IntegerField()
    n_left_out = serializers.IntegerField()
    threshold = serializers.FloatField(allow_null=True)
    overall = figures()
    labels = figures_of_labels()
    pairs = PairOut(many=True)
    relations = RelationAgreementOut()
    attributes = AttributeAgreementOut(many=True)
    confusion = ConfusionOut()


class GroupOut(serializers.Serializer[Any]):
    value = serializers.CharField()
    n_documents = serializers.IntegerField()
    overall = figures()
    labels = figures_of_labels()


class GroupsOut(serializers.Serializer[Any]):
    """`n_without` counts the documents that have no such value."""

    by = serializers.CharField()
    n_without = serializers.IntegerField()
    groups = GroupOut(many=True)


class DocumentFiguresOut(serializers.Serializer[Any]):
    n_spans = serializers.IntegerField()
    alpha = serializers.FloatField(allow_null=True)
    f1_iou50 = serializers.FloatField(allow_null=True)


class DocumentAgreementOut(DocumentFiguresOut):
    id = serializers.UUIDField()
    title = serializers.CharField(source="document.title")
    source = serializers.CharField(source="document.source")  # type: ignore[assignment]  # a field of this name
    published = serializers.DateField(source="document.published", allow_null=True)
    language = serializers.CharField(source="document.language")
    n_annotators = serializers.IntegerField()
    labels = serializers.DictField(child=DocumentFiguresOut())


class DocumentAgreementPage(serializers.Serializer[Any]):
    """`count` is of all documents that are listed, on whichever page."""

    count = serializers.IntegerField()
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    results = DocumentAgreementOut(many=True)


class OwnPairOut(serializers.Serializer[Any]):
    other = serializers.CharField()
    overall = figures()
    labels = figures_of_labels()


class OwnAgreementOut(serializers.Serializer[Any]):
    n_documents = serializers.IntegerField()
    threshold = serializers.FloatField(allow_null=True)
    pairs = OwnPairOut(many=True)


class GammaSettingsOut(serializers.Serializer[Any]):
    """All that gamma depends on besides the spans; `precision` is that of its expected disorder."""

    alpha = serializers.FloatField()
    beta = serializers.FloatField()
    delta_empty = serializers.FloatField()
    sampler = serializers.CharField()
    seed = serializers.IntegerField()
    samples = serializers.IntegerField()
    most_samples = serializers.IntegerField()
    precision = serializers.FloatField(allow_null=True)
    precision_wanted = serializers.FloatField()
    n_left_out = serializers.IntegerField()


class UnitFiguresOut(serializers.Serializer[Any]):
    n_documents = serializers.IntegerField()
    gamma = GammaSettingsOut()
    overall = figures()
    labels = figures_of_labels()


class UnitsOut(serializers.Serializer[Any]):
    """`found`, of the documents as they were at `measured_at`; `job`, which measures newer ones.

    `is_current` says whether `found` is of the documents as they are now.
    """

    job = JobOut(allow_null=True)
    found = UnitFiguresOut(allow_null=True)
    measured_at = serializers.DateTimeField(allow_null=True)
    is_current = serializers.BooleanField()


class ChoicesOut(serializers.Serializer[Any]):
    annotators = serializers.ListField(child=serializers.CharField())
    labels = serializers.ListField(child=serializers.CharField())
    source = serializers.ListField(child=serializers.CharField())  # type: ignore[assignment]  # a field of this name
    language = serializers.ListField(child=serializers.CharField())
    category = serializers.ListField(child=serializers.CharField())
    author = serializers.ListField(child=serializers.CharField())
    metadata = serializers.DictField(child=serializers.ListField(child=serializers.CharField()))
    first = serializers.DateField(allow_null=True)
    last = serializers.DateField(allow_null=True)


class CountingOut(serializers.Serializer[Any]):
    """Documents are being counted anew; ask again when the job is done."""

    job = JobOut()


class OwnCountingOut(serializers.Serializer[Any]):
    """Documents are being counted anew; ask again."""

    is_counting = serializers.BooleanField()
