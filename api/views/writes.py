"""The writes of one annotator's layer, sent one by one or several in one request."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple
from uuid import UUID

from rest_framework import status

from annotator.access import visible_suggestions
from annotator.errors import NotFound
from annotator.models import Assignment, Suggestion, User
from annotator.services.annotations import SpanDraft, delete_annotation, put_annotation
from annotator.services.assignments import put_about
from annotator.services.relations import RelationDraft, delete_relation, put_relation
from annotator.services.sittings import put_sitting
from annotator.services.suggestions import Verdict, decide_suggestion, retract_decision
from api.serializers.annotations import AboutOut, AnnotationOut, RelationOut, SuggestionOut

Sent = dict[str, Any]
_ANNOTATION = AnnotationOut()  # making its fields costs more than the showing


class Told(NamedTuple):
    """The answer to a write."""

    status: int
    body: Any = None


GONE = Told(status.HTTP_204_NO_CONTENT)


def _stored(body: Any, *, is_new: bool = False) -> Told:
    return Told(status.HTTP_201_CREATED if is_new else status.HTTP_200_OK, body)


def _put_annotation(by: User, assignment: Assignment, uuid: UUID, sent: Sent) -> Told:
    base_rev, suggestion = sent.pop("base_rev"), sent.pop("suggestion")
    stored, is_new = put_annotation(
        by=by,
        assignment=assignment,
        draft=SpanDraft(uuid=uuid, **sent),
        base_rev=base_rev,
        suggestion=suggestion,
    )
    return _stored(_ANNOTATION.to_representation(stored), is_new=is_new)


def _delete_annotation(by: User, assignment: Assignment, uuid: UUID, sent: Sent) -> Told:
    delete_annotation(by=by, assignment=assignment, uuid=uuid, **sent)
    return GONE


def _put_relation(by: User, assignment: Assignment, uuid: UUID, sent: Sent) -> Told:
    base_rev = sent.pop("base_rev")
    draft = RelationDraft(uuid=uuid, **sent)
    stored, is_new = put_relation(by=by, assignment=assignment, draft=draft, base_rev=base_rev)
    return _stored(RelationOut(stored).data, is_new=is_new)


def _delete_relation(by: User, assignment: Assignment, uuid: UUID, sent: Sent) -> Told:
    delete_relation(by=by, assignment=assignment, uuid=uuid, **sent)
    return GONE


def _decide_suggestion(by: User, assignment: Assignment, uuid: UUID, sent: Sent) -> Told:
    chosen, verdict = _suggestion(assignment, uuid), Verdict(sent["verdict"])
    made = decide_suggestion(
        by=by,
        assignment=assignment,
        suggestion=chosen,
        verdict=verdict,
        draft=sent["annotation"],
    )
    shown = SuggestionOut(chosen, context={"verdicts": {chosen.id: verdict}}).data
    annotation = _ANNOTATION.to_representation(made) if made else None
    return _stored({"suggestion": shown, "annotation": annotation})


def _retract_decision(by: User, assignment: Assignment, uuid: UUID, sent: Sent) -> Told:
    suggestion = _suggestion(assignment, uuid)
    retract_decision(by=by, assignment=assignment, suggestion=suggestion, **sent)
    return GONE


def _suggestion(assignment: Assignment, suggestion: UUID) -> Suggestion:
    chosen = visible_suggestions(assignment).filter(id=suggestion).first()
    if chosen is None:
        raise NotFound
    return chosen


def _put_about(by: User, assignment: Assignment, uuid: UUID | None, sent: Sent) -> Told:
    return _stored(AboutOut(put_about(by=by, assignment=assignment, **sent)).data)


def _put_sitting(by: User, assignment: Assignment, uuid: UUID, sent: Sent) -> Told:
    return _stored({"seconds": put_sitting(assignment=assignment, uuid=uuid, **sent)})


# By the kinds of api/serializers/changes.py, which has the shapes of what is sent.
WRITES: dict[str, Callable[[User, Assignment, Any, Sent], Told]] = {
    "put_annotation": _put_annotation,
    "delete_annotation": _delete_annotation,
    "decide_suggestion": _decide_suggestion,
    "retract_decision": _retract_decision,
    "put_relation": _put_relation,
    "delete_relation": _delete_relation,
    "put_about": _put_about,
    "put_sitting": _put_sitting,
}
