"""What Django's own password checks leave out."""

from __future__ import annotations

from django.core.exceptions import ValidationError

PASSWORD_LIMIT = 1024


class MaximumLengthValidator:
    """Refuses passwords whose hashing would take long; a sentence of 1,024 characters is enough."""

    def validate(self, password: str, user: object = None) -> None:
        if len(password) > PASSWORD_LIMIT or "\0" in password:
            raise ValidationError(f"Expected at most {PASSWORD_LIMIT} characters and no NUL.")

    def get_help_text(self) -> str:
        return f"Your password can have at most {PASSWORD_LIMIT} characters."
