"""Writers of one process take turns at SQLite, and no turn is kept."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, suppress

import pytest
from django.db import OperationalError, connection, transaction

from annotator.models import User
from annotator.sqlite3.base import _TURNS
from tests.cast import person

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="of SQLite only"),
]


@pytest.fixture
def turn() -> Iterator[threading.Lock]:
    own = _TURNS[str(connection.settings_dict["NAME"])]
    yield own
    assert not own.locked()


def test_one_thread_writes_while_another_waits_without_asking(turn: threading.Lock) -> None:
    written: list[str] = []

    def write() -> None:
        written.append(person("bo").username)
        connection.close()

    with transaction.atomic():
        assert turn.locked()
        other = threading.Thread(target=write)
        other.start()
        person("ada")
        written.append("ada")
    other.join()
    assert written == ["ada", "bo"]


@transaction.atomic
def fail() -> None:
    person("ada")
    raise RuntimeError


@transaction.atomic
def close_too_early() -> None:
    person("ada")
    connection.close()


@pytest.mark.parametrize("act", [fail, close_too_early])
def test_a_turn_ends_with_a_transaction_that_comes_to_nothing(
    turn: threading.Lock, act: Callable[[], None]
) -> None:
    with suppress(RuntimeError):
        act()
    assert not turn.locked()
    assert not User.objects.exists()


def test_what_holds_the_lock_too_long_is_told(
    turn: threading.Lock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(connection.settings_dict["OPTIONS"], "timeout", 0.05)
    with closing(sqlite3.connect(connection.settings_dict["NAME"])) as stranger:
        stranger.execute("BEGIN IMMEDIATE")
        with pytest.raises(OperationalError, match="locked"), transaction.atomic():
            pass
        stranger.rollback()
    with transaction.atomic():
        assert turn.locked()
