"""The tables. One file a subject; everything is imported from here."""

from .accounts import APIToken, Invitation, User
from .adjudication import Adjudication, Decision, DecisionSpan, GoldAnnotation
from .annotations import Annotation
from .documents import Assignment, Document
from .events import Event
from .jobs import Job
from .projects import Label, Membership, Project
from .releases import Release, ReleaseLine
from .suggestions import Suggestion, SuggestionDecision

__all__ = [
    "APIToken",
    "Adjudication",
    "Annotation",
    "Assignment",
    "Decision",
    "DecisionSpan",
    "Document",
    "Event",
    "GoldAnnotation",
    "Invitation",
    "Job",
    "Label",
    "Membership",
    "Project",
    "Release",
    "ReleaseLine",
    "Suggestion",
    "SuggestionDecision",
    "User",
]
