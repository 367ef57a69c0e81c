"""What Django's own password checks leave out."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

PASSWORD_LIMIT = 1024


class MaximumLengthValidator:
    """Refuses passwords whose hashing would take long; a sentence of 1,024 characters is enough."""

    def validate(self, password: str, user: object = None) -> None:
        if len(password) > PASSWORD_LIMIT or "\0" in password:
            raise ValidationError(
                _("Expected at most %(limit)d characters and no NUL."),
                params={"limit": PASSWORD_LIMIT},
            )

    def get_help_text(self) -> str:
        return _("Your password can have at most %(limit)d characters.") % {"limit": PASSWORD_LIMIT}
