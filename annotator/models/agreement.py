"""What each document adds to its project's agreement, kept so that no page reads the corpus."""

from __future__ import annotations

from django.db import models

from .documents import Document


class AgreementRow(models.Model):
    """The statistics of one document in one unit, as `domain.agreement.rows` packs them.

    They are of use as long as `moves` is the sum of its assignments' moves, and `layout` what
    the project's label set asks for.
    """

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="agreement_rows")
    unit = models.CharField(max_length=20)
    layout = models.CharField(max_length=64, help_text="SHA-256 of what the columns mean.")
    moves = models.PositiveIntegerField()
    own = models.BinaryField(help_text="Columns of the document.")
    pairs = models.BinaryField(help_text="Columns of each two annotators.")
    sets = models.BinaryField(help_text="Label sets of each two annotators.")
    answers = models.BinaryField(help_text="What was said of spans.")
    values = models.TextField(blank=True, help_text="The values that were said, as JSON.")

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("document", "unit"), name="agreement_row_once"),
        )

    def __str__(self) -> str:
        return f"Statistics of {self.document} in {self.unit}s"
