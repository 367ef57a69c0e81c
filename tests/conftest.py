"""What every test may ask for, and what no test may do."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from pytest_django.plugin import DjangoDbBlocker

from tests.cast import Cast, gather_cast

MEETS_THE_DATABASE = {"db", "transactional_db", "django_db_setup", "parallax"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the few long tests, so that they do not run alone in the end.

    What meets neither the database nor the broker of the run is marked as the same anywhere;
    browser tests of how pages look and take keys are marked so by hand.
    """
    for item in items:
        used = MEETS_THE_DATABASE & set(getattr(item, "fixturenames", ()))
        if not used and not item.get_closest_marker("django_db"):
            item.add_marker("anywhere")
    items.sort(
        key=lambda item: not (item.get_closest_marker("browser") or "test_up" in item.nodeid)
    )


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The test database, whose last sessions end before it is dropped.

    A server's thread keeps its session until it has noticed that its browser is gone.
    """
    yield
    if connection.vendor != "postgresql":
        return
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.fixture(autouse=True, scope="session")
def look_for_files_when_asked() -> Iterator[None]:
    """Spare every client of a test the reading of all static files before its first request."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "WHITENOISE_AUTOREFRESH", True)
        yield


@pytest.fixture
def cast(db: None) -> Cast:
    """People with roles, one project, one text, three assignments."""
    return gather_cast()


def _is_here(host: object) -> bool:
    if host in {"localhost", "", None}:
        return True
    try:
        return ipaddress.ip_address(str(host)).is_loopback
    except ValueError:
        return False


@pytest.fixture(autouse=True, scope="session")
def stay_at_home() -> Iterator[None]:
    """Refuse every connection, and every look-up of a name, that would leave this machine."""
    connect, look_up = socket.socket.connect, socket.getaddrinfo

    def connect_here(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and not _is_here(address[0]):
            raise AssertionError(f"A test tried to reach {address!r}.")
        connect(self, address)

    def look_up_here(host: Any, *args: Any, **kwargs: Any) -> Any:
        if not _is_here(host):
            raise AssertionError(f"A test tried to look up {host!r}.")
        return look_up(host, *args, **kwargs)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect_here)
        patch.setattr(socket, "getaddrinfo", look_up_here)
        yield
