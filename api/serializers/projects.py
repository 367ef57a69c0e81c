"""The shapes of projects, their teams, jobs, releases and logs."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from annotator.domain.texts import PAGE_LIMIT
from annotator.models import (
    APIToken,
    Event,
    Invitation,
    Job,
    Label,
    Membership,
    Project,
    Release,
    User,
)
from annotator.models.names import validate_shown_name
from annotator.models.projects import REDUNDANCY_LIMIT
from annotator.services.accounts import TOKEN_DAYS_LIMIT
from api.fields import (
    BoundedList,
    ExactBoolean,
    ExactChoice,
    ExactInteger,
    ExactNumber,
    ExactString,
    ExactUUID,
    StrictSerializer,
)


class NothingIn(StrictSerializer):
    """A request whose address says everything: the body is empty or {}."""


# --- People -------------------------------------------------------------------------------


class PersonOut(serializers.ModelSerializer[User]):
    name = serializers.CharField(source="__str__")

    class Meta:
        model = User
        fields = ("id", "username", "name")


class MemberOut(serializers.ModelSerializer[Membership]):
    user = PersonOut()

    class Meta:
        model = Membership
        fields = ("id", "user", "role", "created_at")


class InvitationIn(StrictSerializer):
    name = ExactString(max_length=150, validators=[validate_shown_name])
    role = ExactChoice(choices=Membership.Role.choices)


class InvitationOut(serializers.ModelSerializer[Invitation]):
    class Meta:
        model = Invitation
        fields = ("id", "name", "role", "created_at", "expires_at", "accepted_at")


class NewInvitationOut(serializers.Serializer[Any]):
    """An invitation with its link, which is shown this once."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    role = serializers.CharField()
    expires_at = serializers.DateTimeField()
    url = serializers.URLField()


# --- Projects -----------------------------------------------------------------------------


class LabelOut(serializers.ModelSerializer[Label]):
    class Meta:
        model = Label
        fields = ("name", "title", "definition", "colour", "colour_dark", "key")


class ProjectIn(StrictSerializer):
    name = ExactString(max_length=200, validators=[validate_shown_name])
    description = ExactString(max_length=PAGE_LIMIT, allow_blank=True, default="")
    guideline = ExactString(max_length=PAGE_LIMIT, allow_blank=True, default="")
    redundancy = ExactInteger(min_value=1, max_value=REDUNDANCY_LIMIT, default=3)


class ProjectChangeIn(StrictSerializer):
    name = ExactString(max_length=200, required=False, validators=[validate_shown_name])
    description = ExactString(max_length=PAGE_LIMIT, allow_blank=True, required=False)
    guideline = ExactString(max_length=PAGE_LIMIT, allow_blank=True, required=False)
    redundancy = ExactInteger(min_value=1, max_value=REDUNDANCY_LIMIT, required=False)
    agreement_threshold = ExactNumber(min_value=0, max_value=1, allow_null=True, required=False)
    shows_agreement = ExactBoolean(
        required=False, help_text="Annotators may see how far others agree with them."
    )
    base_guideline_version = ExactInteger(
        required=False,
        min_value=1,
        help_text="409 `stale` unless the guideline is still at this version.",
    )

    def validate_agreement_threshold(self, value: float | None) -> float | None:
        return None if value is None else abs(value)  # -0.0 is told as 0.0


class ProjectOut(serializers.ModelSerializer[Project]):
    labels = serializers.SerializerMethodField()

    class Meta:
        model = Project
        fields = (
            "id",
            "name",
            "description",
            "guideline",
            "guideline_version",
            "redundancy",
            "agreement_threshold",
            "shows_agreement",
            "created_at",
            "labels",
        )

    @extend_schema_field(LabelOut(many=True))
    def get_labels(self, project: Project) -> list[Any]:
        """Return the labels that new spans may have."""
        labels = [label for label in project.labels.all() if not label.is_archived]
        return list(LabelOut(labels, many=True).data)


class AssignmentsIn(StrictSerializer):
    """Who shall annotate which documents; `documents` null means all of the project."""

    annotators = BoundedList(child=ExactUUID(), allow_empty=False, max_length=200)
    documents = BoundedList(child=ExactUUID(), allow_null=True, default=None, max_length=10_000)


class CreatedOut(serializers.Serializer[Any]):
    created = serializers.IntegerField()


# --- Work and results ---------------------------------------------------------------------


class JobOut(serializers.ModelSerializer[Job]):
    class Meta:
        model = Job
        fields = (
            "id",
            "kind",
            "state",
            "done",
            "total",
            "message",
            "created_at",
            "started_at",
            "finished_at",
        )


class ReleaseIn(StrictSerializer):
    notes = ExactString(max_length=PAGE_LIMIT, allow_blank=True, default="")


class ReleaseOut(serializers.ModelSerializer[Release]):
    created_by = PersonOut()

    class Meta:
        model = Release
        fields = (
            "id",
            "number",
            "notes",
            "manifest",
            "sha256",
            "n_documents",
            "created_by",
            "created_at",
        )


class EventOut(serializers.ModelSerializer[Event]):
    actor = PersonOut()
    document = serializers.UUIDField(source="document_id", allow_null=True)

    class Meta:
        model = Event
        fields = ("at", "actor", "verb", "subject", "document", "before", "after")


class TokenIn(StrictSerializer):
    name = ExactString(max_length=100)
    scopes = BoundedList(
        child=ExactChoice(choices=APIToken.Scope.choices),
        allow_empty=False,
        max_length=len(APIToken.Scope),
    )
    project = ExactUUID(allow_null=True, default=None)
    days = ExactInteger(min_value=1, max_value=TOKEN_DAYS_LIMIT, default=90)


class TokenOut(serializers.ModelSerializer[APIToken]):
    project = serializers.UUIDField(source="project_id", allow_null=True)
    created_at = serializers.DateTimeField(source="created")
    expires_at = serializers.DateTimeField(source="expiry")

    class Meta:
        model = APIToken
        fields = ("id", "name", "scopes", "project", "created_at", "expires_at", "last_used_at")


class NewTokenOut(TokenOut):
    """A token with its text, which is shown this once."""

    token = serializers.CharField()

    class Meta(TokenOut.Meta):
        fields = (*TokenOut.Meta.fields, "token")  # type: ignore[assignment]
