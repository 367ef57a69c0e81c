"""People, how they are invited, and the tokens their programs use."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from knox.models import AbstractAuthToken, AuthTokenManager

from .names import validate_shown_name
from .projects import Membership, Project


class User(AbstractUser):
    """A person who signs in. Roles are per project: see Membership.

    `preferences` are the person's own reading settings, keys and language; the domain says which.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    preferences = models.JSONField(default=dict, blank=True, editable=False)

    class Meta(AbstractUser.Meta):
        constraints = (
            # People sign in without minding case, so names differ in more than that.
            models.UniqueConstraint(
                Lower("username"),
                name="username_once",
                violation_error_message="That user name is taken.",
            ),
        )

    def __str__(self) -> str:
        return self.get_full_name() or self.username


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self) -> InvitationQuerySet:
        return self.filter(accepted_at=None, expires_at__gt=timezone.now())


class Invitation(models.Model):
    """A single-use link into a project, stored as a digest. Whoever opens it first joins."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="invitations")
    role = models.CharField(max_length=20, choices=Membership.Role.choices)
    name = models.CharField(
        max_length=150, validators=[validate_shown_name], help_text="Whom the link is for."
    )
    digest = models.CharField(max_length=64, unique=True)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ("created_at", "id")
        constraints = (
            models.CheckConstraint(
                name="invitation_role_known",
                condition=models.Q(role__in=("annotator", "adjudicator", "manager")),
            ),
            models.CheckConstraint(
                name="accepted_by_somebody",
                condition=models.Q(accepted_at__isnull=True, accepted_by__isnull=True)
                | models.Q(accepted_at__isnull=False, accepted_by__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} as {self.role}"


class APIToken(AbstractAuthToken):
    """A program's key: a digest of it, what it may be used for, and until when.

    What a token allows is its scopes, cut with its owner's present rights and its project.
    """

    class Scope(models.TextChoices):
        READ = "read"
        ANNOTATE = "annotate"
        REVIEW = "review"
        IMPORT = "import"
        EXPORT = "export"
        ADMIN = "admin"

    id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=100)
    scopes = models.JSONField(help_text="A list of Scope values.")
    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, null=True, blank=True, related_name="tokens"
    )
    last_used_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[AuthTokenManager] = AuthTokenManager()

    class Meta:
        ordering = ("created", "id")
        constraints = (
            models.CheckConstraint(name="token_expires", condition=models.Q(expiry__isnull=False)),
        )

    def __str__(self) -> str:
        return self.name
