"""Who somebody is: by password as allauth checks it, and by what their session says."""

from __future__ import annotations

import uuid

from allauth.account.auth_backends import AuthenticationBackend as AllauthBackend
from django.db import connection

from annotator.models import User

# As text, since every request of a page asks for it: see models/layers.py.
_PERSON = "SELECT * FROM annotator_user WHERE id = %s"


class AuthenticationBackend(AllauthBackend):
    """allauth's own, but that finding the person of a session builds no query."""

    def get_user(self, user_id: uuid.UUID) -> User | None:
        found = User.objects.raw(_PERSON, [User._meta.pk.get_db_prep_value(user_id, connection)])
        return next((user for user in found if self.user_can_authenticate(user)), None)
