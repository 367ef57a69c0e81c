"""What every answer says to browsers, whichever view it comes from."""

from __future__ import annotations

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/account/login/", "/nowhere", "/api/v1/me/", "/healthz"])
def test_it_lets_pages_load_nothing_from_elsewhere(path: str, client: Client) -> None:
    policy = client.get(path).headers["Content-Security-Policy"].split("; ")
    assert {"default-src 'none'", "script-src 'self'", "frame-ancestors 'none'"} <= set(policy)
    assert not any("unsafe" in directive or "http" in directive for directive in policy)
