"""Ends a supervisor's programs, also when the supervisor was killed and could not do it itself.

The undertaker is a small process that reads a pipe. Every program announces its process id there
before it runs, and the supervisor strikes out those that ended. The pipe closes when the
supervisor is gone, however it went; then the undertaker ends what is left, and itself.
(Linux could signal the children directly when their parent dies, but not their children, and
only the thread that started them counts as the parent.)

It is run as a file in a bare interpreter: nothing but the standard library may be imported here.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Collection, Iterable

# How long programs may take to finish their work before they are killed.
GRACE_SECONDS = 7.0
# How long the system may take to clear away what was killed.
KILL_SECONDS = 1.0


def is_gone(group: int) -> bool:
    """Tell whether no process of this process group is left."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return True
    return False


def kill(group: int) -> None:
    """Kill what is left of a process group, without asking."""
    if not is_gone(group):
        os.killpg(group, signal.SIGKILL)


def end(
    groups: Collection[int],
    *,
    seconds: float = GRACE_SECONDS,
    reap: Callable[[], object] = lambda: None,
) -> None:
    """Ask the leader of each process group to finish, wait, and kill the groups that remain.

    Only leaders get SIGTERM: Celery's pool must not be stopped behind its main process's back.
    `reap` is called while waiting; a parent collects its ended children there, since they count
    as present until then.
    """
    for group in groups:
        if not is_gone(group):
            os.kill(group, signal.SIGTERM)
    if not _wait_until_gone(groups, seconds, reap):
        for group in groups:
            kill(group)
        _wait_until_gone(groups, KILL_SECONDS, reap)


def _wait_until_gone(groups: Collection[int], seconds: float, reap: Callable[[], object]) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        reap()
        if all(is_gone(group) for group in groups):
            return True
        time.sleep(0.05)
    return False


def announced(lines: Iterable[str]) -> list[int]:
    """Read the pipe to its end: `7` for a program that started, `-7` for one that ended.

    >>> announced(["7", "12", "-7"])
    [12]
    """
    groups: list[int] = []
    for line in lines:
        process_id = int(line)
        if process_id > 0:
            groups.append(process_id)
        elif -process_id in groups:
            groups.remove(-process_id)
    return groups


def main() -> None:
    """Wait for the supervisor's end, then end what it left behind."""
    for signum in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(signum, signal.SIG_IGN)
    end(announced(sys.stdin))


if __name__ == "__main__":
    main()
