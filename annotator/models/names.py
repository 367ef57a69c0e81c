"""What a name that people are shown may consist of."""

from __future__ import annotations

import unicodedata

from django.core.exceptions import ValidationError

from annotator.domain.texts import is_blank

# Control, format (which reverses text), surrogate, private, unassigned, line and paragraph ends.
UNSHOWN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
# Format characters that scripts and emoji need between letters.
JOINERS = {"\u200c", "\u200d"}


def validate_shown_name(name: str) -> None:
    """Refuse characters that would disguise a name or break its line, and names of none to see."""
    for place, character in enumerate(name, 1):
        if unicodedata.category(character) in UNSHOWN and character not in JOINERS:
            raise ValidationError(
                f"Character {place} (U+{ord(character):04X}) cannot be shown in a name."
            )
    if is_blank(name):
        raise ValidationError("Expected a name that can be seen; seen only white space.")
