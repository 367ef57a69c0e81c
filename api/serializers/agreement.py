"""The shapes of agreement: figures with what they rest on, or why there are none."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers


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


class RestingFigureOut(serializers.Serializer[Any]):
    """`value` is null exactly where `reason` is not."""

    measure = serializers.CharField()
    value = serializers.FloatField(allow_null=True)
    reason = serializers.CharField(allow_null=True)
    message = serializers.CharField(allow_null=True)
    n_documents = serializers.IntegerField()
    n_annotators = serializers.IntegerField()


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


class AgreementOut(serializers.Serializer[Any]):
    """`n_left_out` counts documents hidden from the caller, who still annotates them."""

    n_left_out = serializers.IntegerField()
    overall = FiguresOut()
    labels = serializers.DictField(child=FiguresOut())
    pairs = PairOut(many=True)
    relations = RelationAgreementOut()
    attributes = AttributeAgreementOut(many=True)
