"""What an annotator makes of a suggestion."""

from __future__ import annotations

from django.db import transaction

from annotator.errors import Conflict, FieldErrors
from annotator.models import Annotation, Assignment, Suggestion, SuggestionDecision, User

from .annotations import SpanDraft, checked_label, create_annotation, drop_annotation, find_equal
from .assignments import lock_open
from .events import record

Verdict = SuggestionDecision.Verdict


@transaction.atomic
def decide_suggestion(
    *,
    by: User,
    assignment: Assignment,
    suggestion: Suggestion,
    verdict: Verdict,
    draft: SpanDraft | None,
) -> Annotation | None:
    """Accept, edit or dismiss a suggestion; return the annotation that came of it, if any.

    A span that the annotator has marked already is not made twice: it is returned. Repeating
    the decision returns what it made; another one is a Conflict (`decided`) until the first
    is taken back.
    """
    lock_open(assignment)
    _check_shape(suggestion, verdict, draft)
    label = checked_label(assignment.document, draft) if draft else None
    decision, is_new = SuggestionDecision.objects.get_or_create(
        suggestion=suggestion, assignment=assignment, defaults={"verdict": verdict}
    )
    if not is_new and decision.verdict != verdict:
        raise Conflict(f"This suggestion is {decision.verdict} already.", code="decided")
    if is_new:
        after = {"verdict": verdict}
        record("suggestion.decide", suggestion.id, by=by, document=assignment.document, after=after)
    if draft is None or label is None:
        return None
    return find_equal(assignment, draft) or create_annotation(
        by=by, assignment=assignment, draft=draft, label=label, suggestion=suggestion
    )


def _check_shape(suggestion: Suggestion, verdict: Verdict, draft: SpanDraft | None) -> None:
    if (verdict is Verdict.DISMISSED) == (draft is not None):
        expected = "no annotation" if verdict is Verdict.DISMISSED else "an annotation"
        raise FieldErrors({"annotation": [f"A suggestion that is {verdict} needs {expected}."]})
    if draft is None:
        return
    is_same = (draft.label, draft.start, draft.end) == (
        suggestion.label.name,
        suggestion.start,
        suggestion.end,
    )
    if is_same != (verdict is Verdict.ACCEPTED):
        expected = "equal to" if verdict is Verdict.ACCEPTED else "different from"
        raise FieldErrors(
            {"annotation": [f"A suggestion that is {verdict} needs a span {expected} it."]}
        )


@transaction.atomic
def retract_decision(*, by: User, assignment: Assignment, suggestion: Suggestion) -> bool:
    """Take a decision back, with the annotation it made; False where there is none."""
    lock_open(assignment)
    decision = SuggestionDecision.objects.filter(suggestion=suggestion, assignment=assignment)
    verdict = decision.values_list("verdict", flat=True).first()
    if verdict is None:
        return False
    made = assignment.annotations.select_related("label").filter(suggestion=suggestion)
    for annotation in made:
        drop_annotation(by=by, assignment=assignment, annotation=annotation)
    decision.delete()
    before = {"verdict": verdict}
    record("suggestion.retract", suggestion.id, by=by, document=assignment.document, before=before)
    return True
