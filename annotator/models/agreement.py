"""What each document adds to its project's agreement, kept so that no page reads the corpus."""

from __future__ import annotations

from django.db import models

from .projects import Project


class AgreementBlock(models.Model):
    """The statistics of some documents in one unit, as `domain.agreement.packed` joins them.

    A document's are in the block of its id's first byte: few blocks are read many times faster
    than many rows. They are of use as long as the document's moves are those in `moves`, and
    `layout` is what the project's label set asks for.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="agreement_blocks")
    unit = models.CharField(max_length=20)
    number = models.PositiveSmallIntegerField(help_text="The first byte of the documents' ids.")
    layout = models.CharField(max_length=64, help_text="SHA-256 of what the columns mean.")
    moves = models.JSONField(help_text="By a document's id, its moves when it was counted.")
    sizes = models.BinaryField(help_text="How long each document's parts are, in order of ids.")
    documents = models.BinaryField(help_text="Columns of each document.")
    pairs = models.BinaryField(help_text="Columns of each two annotators.")
    sets = models.BinaryField(help_text="Label sets of each two annotators.")
    answers = models.BinaryField(help_text="What was said of spans.")
    values = models.BinaryField(help_text="The values that were said, as JSON.")

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("project", "unit", "number"), name="agreement_block_once"
            ),
        )

    def __str__(self) -> str:
        return f"Statistics of {self.project} in {self.unit}s, {self.number}"
