"""The database backend that `ENGINE = "annotator.sqlite3"` names; Django asks for `base`."""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from sqlite3 import SQLITE_BUSY

from django.db import OperationalError
from django.db.backends.sqlite3 import base

PAUSE = 0.0005  # seconds; SQLite's own pauses grow to a tenth
_TURNS: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)  # by the file's name


class DatabaseWrapper(base.DatabaseWrapper):
    """Lets one thread of the process write at a time, and that one look often for the lock.

    SQLite's own waiting sleeps up to a tenth of a second between two looks. Only the waiting is
    ours: the lock that keeps writers apart stays SQLite's, here and between processes.
    """

    _has_turn = False

    def set_autocommit(
        self, autocommit: bool, force_begin_transaction_with_broken_autocommit: bool = False
    ) -> None:
        """Begin a transaction when it is this thread's turn; or end both."""
        if not autocommit:
            self.ensure_connection()
            self._take_turn()
        try:
            super().set_autocommit(autocommit, force_begin_transaction_with_broken_autocommit)
        except BaseException:
            self._end_turn()
            raise
        if autocommit:
            self._end_turn()

    def _start_transaction_under_autocommit(self) -> None:
        """Take SQLite's lock; from another process that holds it, soon after it is free."""
        patience = self.settings_dict["OPTIONS"]["timeout"]
        deadline = time.monotonic() + patience
        self.connection.execute("PRAGMA busy_timeout = 0")
        try:
            while not self._begin(is_last=time.monotonic() > deadline):
                time.sleep(PAUSE)
        finally:
            self.connection.execute(f"PRAGMA busy_timeout = {int(patience * 1000)}")

    def _begin(self, *, is_last: bool) -> bool:
        """Begin a transaction, unless another process holds the lock; that is an error at last."""
        try:
            self.cursor().execute("BEGIN IMMEDIATE")
        except OperationalError as error:
            if is_last or getattr(error.__cause__, "sqlite_errorcode", None) != SQLITE_BUSY:
                raise
            return False
        return True

    def close(self) -> None:
        try:
            super().close()
        finally:
            self._end_turn()

    def _take_turn(self) -> None:
        """Wait for the others, at most as long as SQLite would; then it may say no."""
        if self._has_turn:
            return
        patience = self.settings_dict["OPTIONS"]["timeout"]
        self._has_turn = _TURNS[str(self.settings_dict["NAME"])].acquire(timeout=patience)

    def _end_turn(self) -> None:
        if self._has_turn:
            self._has_turn = False
            _TURNS[str(self.settings_dict["NAME"])].release()
