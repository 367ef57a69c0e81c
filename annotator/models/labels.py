"""The label set: what a span may be called, what is asked about it, and how spans may be linked."""

from __future__ import annotations

import uuid

from django.core.validators import RegexValidator
from django.db import models

from .projects import Project

HEX_COLOUR = r"^#[0-9a-f]{6}$"
NAME = r"^[a-z][a-z0-9_]{0,39}$"
LABEL_KEY = r"^[1-9]?$"


class Label(models.Model):
    """What a span may be called; its order is the team's, never one of use or frequency."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="labels")
    name = models.CharField(max_length=40, validators=[RegexValidator(NAME)])
    title = models.CharField(max_length=60)
    definition = models.TextField()
    examples = models.TextField(blank=True, help_text="Markdown; shown beside the text.")
    colour = models.CharField(max_length=7, validators=[RegexValidator(HEX_COLOUR)])
    colour_dark = models.CharField(max_length=7, validators=[RegexValidator(HEX_COLOUR)])
    key = models.CharField(
        max_length=1,
        blank=True,
        validators=[RegexValidator(LABEL_KEY)],
        help_text="Empty: reached through the palette only.",
    )
    position = models.PositiveSmallIntegerField()
    is_archived = models.BooleanField(
        default=False, help_text="Kept for the spans that have it; new ones cannot."
    )

    class Meta:
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(fields=("project", "name"), name="label_name_once"),
            models.UniqueConstraint(
                fields=("project", "key"),
                condition=models.Q(is_archived=False) & ~models.Q(key=""),
                name="label_key_once",
            ),
            models.UniqueConstraint(fields=("project", "position"), name="label_position_once"),
            models.CheckConstraint(
                name="label_name_well_formed", condition=models.Q(name__regex=NAME)
            ),
            models.CheckConstraint(
                name="label_colours_are_hex",
                condition=models.Q(colour__regex=HEX_COLOUR, colour_dark__regex=HEX_COLOUR),
            ),
            models.CheckConstraint(
                name="label_key_is_digit", condition=models.Q(key__regex=LABEL_KEY)
            ),
        )

    def __str__(self) -> str:
        return self.title


class Attribute(models.Model):
    """A question about every span of one label, as whether a threat claim is hedged."""

    class Kind(models.TextChoices):
        CHOICE = "choice"
        CHOICES = "choices"
        TEXT = "text"
        NUMBER = "number"
        BOOLEAN = "boolean"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    label = models.ForeignKey(Label, on_delete=models.CASCADE, related_name="attributes")
    name = models.CharField(max_length=40, validators=[RegexValidator(NAME)])
    title = models.CharField(max_length=60)
    definition = models.TextField(blank=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    options = models.JSONField(
        default=list, blank=True, help_text="Of choice and choices: [{name, title}] in order."
    )
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(fields=("label", "name"), name="attribute_name_once"),
            models.UniqueConstraint(fields=("label", "position"), name="attribute_position_once"),
            models.CheckConstraint(
                name="attribute_name_well_formed", condition=models.Q(name__regex=NAME)
            ),
            models.CheckConstraint(
                name="attribute_kind_known",
                condition=models.Q(kind__in=("choice", "choices", "text", "number", "boolean")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.label}: {self.title}"


class RelationType(models.Model):
    """A kind of link between two spans, as evidence that supports an argument."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="relation_types")
    name = models.CharField(max_length=40, validators=[RegexValidator(NAME)])
    title = models.CharField(max_length=60, help_text="A verb, read from source to target.")
    definition = models.TextField(blank=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(fields=("project", "name"), name="relation_type_name_once"),
            models.UniqueConstraint(
                fields=("project", "position"), name="relation_type_position_once"
            ),
            models.CheckConstraint(
                name="relation_type_name_well_formed", condition=models.Q(name__regex=NAME)
            ),
        )

    def __str__(self) -> str:
        return self.title


class RelationEndsQuerySet(models.QuerySet["RelationEnds"]):
    def drawable(self) -> RelationEndsQuerySet:
        """Keep the pairs that new relations may link.

        A pair with an archived label is kept for the relations that have it, whoever drew them.
        """
        return self.filter(source__is_archived=False, target__is_archived=False)


class RelationEnds(models.Model):
    """A pair of labels that a relation type may link."""

    type = models.ForeignKey(RelationType, on_delete=models.CASCADE, related_name="ends")
    source = models.ForeignKey(Label, on_delete=models.CASCADE, related_name="+")
    target = models.ForeignKey(Label, on_delete=models.CASCADE, related_name="+")

    objects = RelationEndsQuerySet.as_manager()

    class Meta:
        ordering = ("source__position", "target__position")
        constraints = (
            models.UniqueConstraint(fields=("type", "source", "target"), name="ends_once"),
        )

    def __str__(self) -> str:
        return f"{self.source} {self.type} {self.target}"
