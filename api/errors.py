"""Errors as the API tells them: {code, message, fields}; codes are stable, messages sentences."""

from __future__ import annotations

import logging
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.db import OperationalError
from django.http import Http404
from rest_framework import exceptions, status
from rest_framework.response import Response
from rest_framework.views import exception_handler

from annotator import errors
from annotator.models import Annotation, Assignment, Relation
from annotator.services.labels import LabelsInUse, StaleLabelSet
from annotator.services.projects import StaleGuideline
from annotator.services.relations import WrongEnds
from annotator.services.revisions import StaleRevision
from api.serializers.annotations import AboutOut, AnnotationOut, RelationOut

QUOTE_TOLD = 1000  # code points

logger = logging.getLogger(__name__)

STATUSES: tuple[tuple[type[Exception], int], ...] = (
    (errors.OffsetMismatch, status.HTTP_409_CONFLICT),
    (errors.InvalidInput, status.HTTP_400_BAD_REQUEST),
    (errors.TooLarge, status.HTTP_413_REQUEST_ENTITY_TOO_LARGE),
    (errors.NotFound, status.HTTP_404_NOT_FOUND),
    (errors.Forbidden, status.HTTP_403_FORBIDDEN),
    (errors.Conflict, status.HTTP_409_CONFLICT),
)
CURRENT = {Annotation: AnnotationOut, Relation: RelationOut, Assignment: AboutOut}


def respond_to_exception(error: Exception, context: dict[str, Any]) -> Response | None:
    """Turn an exception of a view into a response; None for what is a fault of ours."""
    if isinstance(error, Http404):
        error = errors.NotFound()
    elif isinstance(error, PermissionDenied):
        error = errors.Forbidden("You may not do this.")
    elif isinstance(error, RequestDataTooBig):
        error = errors.TooLarge("The request is larger than this server takes.")
    elif isinstance(error, SuspiciousOperation):  # too many files, fields or parameters
        error = errors.InvalidInput(str(error) or "The request was refused.")
    if isinstance(error, errors.ParallaxError):
        return _respond(error)
    if isinstance(error, OperationalError):
        logger.exception("A request met a fault of the database.")
        told = _body("unavailable", "The database does not answer; try again in a moment.")
        return Response(
            told, status=status.HTTP_503_SERVICE_UNAVAILABLE, headers={"Retry-After": "2"}
        )
    response = exception_handler(error, context)
    if response is not None and isinstance(error, exceptions.APIException):
        response.data = _told_by_framework(error)
    return response


def _body(code: str, message: str, fields: dict[str, list[str]] | None = None) -> dict[str, Any]:
    return {"code": code, "message": message, "fields": fields or {}}


def _respond(error: errors.ParallaxError) -> Response:
    known = next((number for kind, number in STATUSES if isinstance(error, kind)), 500)
    fields = error.fields if isinstance(error, errors.FieldErrors | LabelsInUse) else {}
    body = _body(error.code, error.message, fields)
    if isinstance(error, StaleRevision):
        current = error.current
        body["current"] = CURRENT[type(current)](current).data if current else None
    if isinstance(error, WrongEnds):
        body["relations"] = [str(relation.uuid) for relation in error.relations]
    if isinstance(error, StaleLabelSet | StaleGuideline):
        body["current"] = error.current
    if isinstance(error, errors.OffsetMismatch):
        body |= {"expected": error.expected[:QUOTE_TOLD], "seen": error.seen[:QUOTE_TOLD]}
    return Response(body, status=known)


def _told_by_framework(error: exceptions.APIException) -> dict[str, Any]:
    if isinstance(error, exceptions.ValidationError):
        message, fields = errors.tell(dict(_flatten(error.detail)))
        return _body("invalid_fields", message, fields)
    return _body(str(error.get_codes()), str(error.detail))


def _flatten(detail: Any, path: str = "") -> list[tuple[str, list[str]]]:
    """Return nested field errors as (dotted path, sentences)."""
    if isinstance(detail, dict):
        items = detail.items()
    elif any(isinstance(item, dict | list) for item in detail):
        items = enumerate(detail)  # type: ignore[assignment]
    else:
        return [(path or "body", [str(sentence) for sentence in detail])]
    flat: list[tuple[str, list[str]]] = []
    for key, inner in items:
        if inner:
            flat += _flatten(inner, f"{path}.{key}" if path else str(key))
    return flat
