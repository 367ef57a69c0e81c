"""Who may do what: the tables of roles and scopes, and who asks."""

from __future__ import annotations

import enum
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest

from annotator.errors import Forbidden, NotFound
from annotator.models import APIToken, Membership, User

Role = Membership.Role
Scope = APIToken.Scope


class Action(enum.Enum):
    """What one may want to do in a project; the tables below say who may."""

    READ = "read the project"
    ANNOTATE = "annotate"
    REVIEW = "see the annotators' work"
    RULE = "rule on disagreements"
    REOPEN = "reopen an assignment"
    EXPORT = "export"
    IMPORT = "import documents"
    RELEASE = "make or read releases"
    MANAGE = "manage the project"


ROLES: dict[Action, frozenset[Role]] = {
    Action.READ: frozenset(Role),
    Action.ANNOTATE: frozenset({Role.ANNOTATOR}),
    Action.REVIEW: frozenset({Role.ADJUDICATOR, Role.MANAGER}),
    Action.RULE: frozenset({Role.ADJUDICATOR}),
    Action.REOPEN: frozenset({Role.ADJUDICATOR, Role.MANAGER}),
    Action.EXPORT: frozenset({Role.ADJUDICATOR, Role.MANAGER}),
    Action.IMPORT: frozenset({Role.MANAGER}),
    Action.RELEASE: frozenset({Role.MANAGER}),
    Action.MANAGE: frozenset({Role.MANAGER}),
}

SCOPES: dict[Action, Scope] = {
    Action.READ: Scope.READ,
    Action.ANNOTATE: Scope.ANNOTATE,
    Action.REVIEW: Scope.REVIEW,
    Action.RULE: Scope.REVIEW,
    Action.REOPEN: Scope.REVIEW,
    Action.EXPORT: Scope.EXPORT,
    Action.IMPORT: Scope.IMPORT,
    Action.RELEASE: Scope.EXPORT,
    Action.MANAGE: Scope.ADMIN,
}


@dataclass(frozen=True)
class Actor:
    """Who asks: a user, by session (`token` is None) or through a token."""

    user: User
    token: APIToken | None = None

    @classmethod
    def of(cls, request: HttpRequest) -> Actor:
        """Return who sent this request; it must be signed in."""
        token = getattr(request, "auth", None)
        if not isinstance(request.user, User):
            raise NotFound
        return cls(request.user, token if isinstance(token, APIToken) else None)

    def is_of(self, project_id: uuid.UUID) -> bool:
        """Say whether the token, where one was used, is for this project or for all."""
        return self.token is None or self.token.project_id in {None, project_id}

    def require_scope(self, scope: Scope) -> None:
        """Raise Forbidden where a token was used that lacks `scope`."""
        if self.token is not None and scope not in self.token.scopes:
            raise Forbidden(
                f"This token lacks the scope {scope.value!r}; it has: "
                f"{', '.join(self.token.scopes) or 'none'}.",
                code="scope_missing",
            )

    def require_session(self) -> None:
        """Raise Forbidden where a token was used: this is for people."""
        if self.token is not None:
            raise Forbidden("This needs a signed-in session, not a token.", code="session_only")

    def with_rank(self, roles: Iterable[str]) -> frozenset[Role]:
        """Return roles held in a project; a site administrator manages every one."""
        held = map(Role, roles)
        return frozenset((*held, Role.MANAGER) if self.user.is_superuser else held)

    def require(self, action: Action, roles: frozenset[Role]) -> None:
        """Raise Forbidden unless the token and these roles in a project allow `action`."""
        self.require_scope(SCOPES[action])
        if not roles & ROLES[action]:
            raise Forbidden(f"Your role in this project does not let you {action.value}.")
