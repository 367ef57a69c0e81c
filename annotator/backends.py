"""Who somebody is: by password as allauth checks it, and by what their session says."""

from __future__ import annotations

import json
import uuid
from typing import Any

from allauth.account.auth_backends import AuthenticationBackend as AllauthBackend
from django.db import DEFAULT_DB_ALIAS, connection

from annotator.models import User

# In the order of the model's fields; when they joined and last signed in, few ask for.
_FLAGS = ("is_superuser", "is_staff", "is_active")
_KNOWN = (
    *("password", "is_superuser", "username", "first_name", "last_name", "email"),
    *("is_staff", "is_active", "id", "preferences"),
)
# As text, since every request of a page asks for it: see models/layers.py.
_PERSON = f"SELECT {', '.join(_KNOWN)} FROM annotator_user WHERE id = %s"  # noqa: S608 - no value


class AuthenticationBackend(AllauthBackend):
    """allauth's own, but that finding the person of a session builds no query."""

    def get_user(self, user_id: uuid.UUID) -> User | None:
        with connection.cursor() as cursor:
            cursor.execute(_PERSON, [User._meta.pk.get_db_prep_value(user_id, connection)])
            row = cursor.fetchone()
        user = _person(user_id, row) if row else None
        return user if user and self.user_can_authenticate(user) else None


def _person(user_id: uuid.UUID, row: tuple[Any, ...]) -> User:
    known = dict(zip(_KNOWN, row, strict=True))
    known |= {name: bool(known[name]) for name in _FLAGS}  # SQLite tells them as numbers
    known |= {"id": user_id, "preferences": json.loads(known["preferences"])}
    return User.from_db(DEFAULT_DB_ALIAS, list(known), list(known.values()))
