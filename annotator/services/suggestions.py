"""What an annotator makes of a suggestion."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F

from annotator.errors import Conflict, FieldErrors, NotFound
from annotator.models import Annotation, Assignment, Suggestion, SuggestionDecision, User

from .annotations import (
    CheckedDraft,
    SpanDraft,
    check_draft,
    create_annotation,
    drop_annotation,
)
from .assignments import lock_open
from .events import record
from .revisions import StaleRevision, require_revision

Verdict = SuggestionDecision.Verdict
AS_MADE = 1  # the revision of an annotation that was never changed


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
    _lock(suggestion)
    _check_shape(suggestion, verdict, draft)
    checked = check_draft(assignment.document, draft, layer=assignment) if draft else None
    made = _made_before(suggestion, checked) if checked else None
    decision, is_new = SuggestionDecision.objects.get_or_create(
        suggestion=suggestion, assignment=assignment, defaults={"verdict": verdict}
    )
    if not is_new and decision.verdict != verdict:
        raise Conflict(f"This suggestion is {decision.verdict} already.", code="decided")
    if is_new:
        after = {"verdict": verdict}
        record("suggestion.decide", suggestion.id, by=by, document=assignment.document, after=after)
    if checked is None or made is not None:
        return made
    if not is_new:
        raise Conflict(
            f"This suggestion is {verdict} already, and what came of it is another span now, "
            "or deleted.",
            code="decided",
        )
    return create_annotation(by=by, assignment=assignment, checked=checked, suggestion=suggestion)


def _lock(suggestion: Suggestion) -> None:
    """Keep a new reading of the text from removing the suggestion before this transaction ends."""
    if not Suggestion.objects.filter(id=suggestion.id).update(score=F("score")):
        raise NotFound


def _made_before(suggestion: Suggestion, checked: CheckedDraft) -> Annotation | None:
    """Return the annotation that this decision has made, or one equal to what it would make."""
    named = checked.current
    if named is not None and named.suggestion_id != suggestion.id:
        raise StaleRevision(named, base_rev=0)
    return named or checked.equal


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
def retract_decision(
    *, by: User, assignment: Assignment, suggestion: Suggestion, base_rev: int | None = None
) -> None:
    """Take a decision back, with the annotation it made. Raises NotFound where there is none.

    Raises StaleRevision where that was changed since, unless `base_rev` is its revision.
    """
    lock_open(assignment)
    decision = SuggestionDecision.objects.filter(suggestion=suggestion, assignment=assignment)
    verdict = decision.values_list("verdict", flat=True).first()
    if verdict is None:
        raise NotFound
    made = assignment.annotations.select_related("label").filter(suggestion=suggestion)
    for annotation in made:
        require_revision(annotation, AS_MADE if base_rev is None else base_rev)
        drop_annotation(by=by, assignment=assignment, annotation=annotation)
    decision.delete()
    before = {"verdict": verdict}
    record("suggestion.retract", suggestion.id, by=by, document=assignment.document, before=before)
