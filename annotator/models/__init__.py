"""The tables. One file a subject; everything is imported from here."""

from .accounts import APIToken, Invitation, User
from .adjudication import (
    Adjudication,
    Decision,
    DecisionSpan,
    GoldAnnotation,
    GoldRelation,
    RelationDecision,
)
from .agreement import AgreementBlock
from .annotations import Annotation, Relation, with_ends
from .documents import Assignment, Document, Sitting
from .events import Event
from .jobs import Job
from .labels import Attribute, Label, RelationEnds, RelationType
from .projects import GuidelineVersion, Membership, Project
from .releases import Release, ReleaseLine
from .suggestions import Suggestion, SuggestionDecision
from .units import GammaRow, UnitMeasurement

__all__ = [
    "APIToken",
    "Adjudication",
    "AgreementBlock",
    "Annotation",
    "Assignment",
    "Attribute",
    "Decision",
    "DecisionSpan",
    "Document",
    "Event",
    "GammaRow",
    "GoldAnnotation",
    "GoldRelation",
    "GuidelineVersion",
    "Invitation",
    "Job",
    "Label",
    "Membership",
    "Project",
    "Relation",
    "RelationDecision",
    "RelationEnds",
    "RelationType",
    "Release",
    "ReleaseLine",
    "Sitting",
    "Suggestion",
    "SuggestionDecision",
    "UnitMeasurement",
    "User",
    "with_ends",
]
