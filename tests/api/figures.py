"""Figures as they are compared."""

from __future__ import annotations

from typing import Any

import pytest


def close(told: Any) -> Any:
    """Return figures to be compared up to what additions in another order leave."""
    if isinstance(told, dict):
        return {key: close(value) for key, value in told.items()}
    if isinstance(told, list):
        return [close(value) for value in told]
    return pytest.approx(told, abs=1e-12) if isinstance(told, float) else told
