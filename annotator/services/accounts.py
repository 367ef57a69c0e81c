"""Invitations and API tokens. Both are secrets: stored as digests, shown once."""

from __future__ import annotations

import datetime
import hashlib
import secrets
from collections.abc import Callable, Sequence

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from annotator.errors import Conflict, FieldErrors, NotFound
from annotator.models import APIToken, Invitation, Membership, Project, User
from annotator.models.names import validate_shown_name

from .events import record
from .projects import add_member

TOKEN_DAYS_LIMIT = 366
USED_PRECISION = datetime.timedelta(minutes=1)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


# --- Invitations --------------------------------------------------------------------------


@transaction.atomic
def invite(*, by: User, project: Project, name: str, role: str) -> tuple[Invitation, str]:
    """Create a single-use invitation; return it with its secret, which is not kept."""
    secret = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        project=project,
        name=name,
        role=role,
        digest=_digest(secret),
        created_by=by,
        expires_at=timezone.now() + datetime.timedelta(hours=settings.INVITATION_HOURS),
    )
    after = {"name": name, "role": role}
    record("invitation.create", invitation.id, by=by, project=project, after=after)
    return invitation, secret


def find_invitation(secret: str) -> Invitation:
    """Return the open invitation of a link; used, expired and unknown ones are alike NotFound."""
    found = Invitation.objects.open().select_related("project").filter(digest=_digest(secret))
    invitation = found.first()
    if invitation is None:
        raise NotFound
    return invitation


@transaction.atomic
def join_project(*, by: User, invitation: Invitation) -> Membership:
    """Use an invitation up and give the person its role."""
    now = timezone.now()
    used = Invitation.objects.open().filter(id=invitation.id)
    if not used.update(accepted_at=now, accepted_by=by):
        raise Conflict("This invitation has been used or has expired; ask for a new one.")
    record("invitation.accept", invitation.id, by=by, project=invitation.project)
    return add_member(by=by, project=invitation.project, user=by, role=invitation.role)


@transaction.atomic
def accept_invitation(
    *, invitation: Invitation, username: str, full_name: str, password: str
) -> User:
    """Create an account for whoever holds the link and let it join the project."""
    user = create_person(username=username, full_name=full_name, password=password)
    join_project(by=user, invitation=invitation)
    return user


@transaction.atomic
def revoke_invitation(*, by: User, invitation: Invitation) -> None:
    """Close an invitation that nobody has used."""
    before = {"name": invitation.name, "role": invitation.role}
    if not Invitation.objects.filter(id=invitation.id, accepted_at=None).delete()[0]:
        raise Conflict("This invitation has been accepted already.")
    record("invitation.delete", invitation.id, by=by, project=invitation.project, before=before)


def create_person(*, username: str, full_name: str, password: str) -> User:
    """Create an account, with every problem of name and password told by field."""
    user = User(username=username, first_name=full_name)
    problems: dict[str, list[str]] = {}
    problems |= _validation_problems(lambda: validate_password(password, user), "password")
    problems |= _validation_problems(lambda: validate_shown_name(full_name), "full_name")
    problems |= _validation_problems(lambda: user.full_clean(exclude=["password"]), "username")
    if problems:
        raise FieldErrors(problems)
    user.set_password(password)
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError as error:  # somebody took the name since it was looked up
        raise FieldErrors({"username": ["That user name is taken."]}) from error
    return user


def _validation_problems(check: Callable[[], object], field: str) -> dict[str, list[str]]:
    try:
        check()
    except ValidationError as error:
        if not hasattr(error, "error_dict"):
            return {field: error.messages}
        names = {"first_name": "full_name", NON_FIELD_ERRORS: "username"}
        return {names.get(name, name): said for name, said in error.message_dict.items()}
    return {}


# --- Tokens -------------------------------------------------------------------------------


@transaction.atomic
def create_token(
    *, by: User, name: str, scopes: Sequence[str], project: Project | None, days: int
) -> tuple[APIToken, str]:
    """Create a token; return it with its text, which is not kept."""
    if not 1 <= days <= TOKEN_DAYS_LIMIT:
        raise FieldErrors({"days": [f"Expected 1 to {TOKEN_DAYS_LIMIT} days; seen {days}."]})
    if not scopes:
        raise FieldErrors({"scopes": ["Expected at least one scope."]})
    token, text = APIToken.objects.create(  # type: ignore[no-untyped-call]
        by,
        expiry=datetime.timedelta(days=days),
        name=name,
        scopes=sorted(set(scopes)),
        project=project,
    )
    record("token.create", token.id, by=by, project=project, after={"scopes": token.scopes})
    return token, text


def note_token_use(token: APIToken) -> None:
    """Remember when a token was used last, to the minute: not every request shall write."""
    now = timezone.now()
    if token.last_used_at is None or now - token.last_used_at > USED_PRECISION:
        APIToken.objects.filter(digest=token.digest).update(last_used_at=now)


@transaction.atomic
def revoke_token(*, by: User, token: APIToken) -> None:
    """End a token at once."""
    record("token.delete", token.id, by=by, project=token.project, before={"name": token.name})
    token.delete()
