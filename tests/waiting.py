"""Waiting for something to become true, instead of sleeping and hoping."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

POLL_SECONDS = 0.05


def wait_until(seen: Callable[[], T], *, seconds: float = 30.0, what: str = "") -> T:
    """Call `seen` until it returns something true, and return that.

    Raises AssertionError after that many seconds, naming `what` and the last value.
    """
    deadline = time.monotonic() + seconds
    while not (value := seen()):
        if time.monotonic() > deadline:
            raise AssertionError(f"After {seconds:g} s still not: {what or seen}; seen: {value!r}")
        time.sleep(POLL_SECONDS)
    return value
