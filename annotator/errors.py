"""Every error Parallax raises on purpose.

    ParallaxError
    ├── InvalidInput          what was sent cannot be used (the caller can correct it)
    │   ├── FieldErrors       several fields of one object, each with its own sentence
    │   └── OffsetMismatch    a span whose quote is not the text at its offsets
    ├── TooLarge              more than a stated limit
    ├── NotFound              missing, or not the caller's: the two look the same
    ├── Forbidden             visible, but the caller's role does not reach this far
    ├── Conflict              right in itself, but the state does not allow it (now)
    └── FenceLost             a worker whose lease was taken over; it must write nothing

A message says what, which, what was expected and what was seen. `code` is stable: programs
may compare it. Nothing here knows HTTP; `api/errors.py` maps the classes to statuses.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice

SHOWN = 200  # code points of a text in a message
FIELDS_TOLD = 20  # of one object; who corrects them is told of the next ones


def tell(fields: Mapping[str, list[str]]) -> tuple[str, dict[str, list[str]]]:
    """Return a message about wrong fields, and the first FIELDS_TOLD of them.

    >>> tell({"start": ["Expected an integer."]})
    ('start: Expected an integer.', {'start': ['Expected an integer.']})
    """
    told = {name: list(said) for name, said in islice(fields.items(), FIELDS_TOLD)}
    message = "; ".join(f"{name}: {' '.join(said)}" for name, said in told.items())
    n_more = len(fields) - len(told)
    return message + (f"; and {n_more} more fields are wrong." if n_more else ""), told


class ParallaxError(Exception):
    """The root; `code` is for programs, the message for people."""

    code = "error"

    def __init__(self, message: str, *, code: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        if code is not None:
            self.code = code


class InvalidInput(ParallaxError):
    """What was sent cannot be used; the message names what, where and what was expected."""

    code = "invalid"


class FieldErrors(InvalidInput):
    """Several fields of one object are wrong.

    `fields` maps a field's name to the sentences about it; of many, only the first are told.
    """

    code = "invalid_fields"

    def __init__(self, fields: Mapping[str, list[str]], *, code: str | None = None) -> None:
        message, self.fields = tell(fields)
        super().__init__(message, code=code)

    def within(self, path: str) -> FieldErrors:
        """Return the same errors of an object that is itself a field, at this path."""
        inner = {f"{path}.{name}": said for name, said in self.fields.items()}
        return FieldErrors(inner, code=self.code)


class OffsetMismatch(InvalidInput):
    """The quote a span was made on is not the text at its offsets."""

    code = "offset_mismatch"

    def __init__(self, *, start: int, end: int, expected: str, seen: str) -> None:
        self.start, self.end, self.expected, self.seen = start, end, expected, seen
        super().__init__(
            f"The quote does not match the text at [{start}, {end}): "
            f"the document has {expected[:SHOWN]!r}, the request says {seen[:SHOWN]!r}."
        )


class TooLarge(ParallaxError):
    """More than a stated limit; the message names the limit and what was seen."""

    code = "too_large"


class NotFound(ParallaxError):
    """Missing, or not the caller's. Both say the same, to the byte."""

    code = "not_found"

    def __init__(self) -> None:
        super().__init__("There is nothing here, or it is not yours to see.")


class Forbidden(ParallaxError):
    """The caller may see the thing, but not do this to it."""

    code = "forbidden"


class Conflict(ParallaxError):
    """The request is right in itself, but the present state does not allow it."""

    code = "conflict"


class FenceLost(ParallaxError):
    """Another worker has taken this job over; whoever meets this must write nothing more."""

    code = "fence_lost"
