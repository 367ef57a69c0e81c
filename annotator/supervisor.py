"""Keeps a few programs running until it is told to stop; see undertaker.py for its own death."""

from __future__ import annotations

import contextlib
import fcntl
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from annotator import undertaker
from annotator.errors import Conflict, ParallaxError

TICK_SECONDS = 0.1
LONGEST_PAUSE_SECONDS = 30.0
# A program that ran this long had started well; when it ends, that counts as a first time.
STEADY_SECONDS = 60.0
# Tells the undertaker its process id, which `exec` keeps: there is no moment in which the program
# runs unknown to it.
ANNOUNCE = 'echo $$ >&0; exec "$@" </dev/null'


@dataclass
class Program:
    """A program to keep running, by the name people know it; others may rely on it."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    is_relied_on: bool = False
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    failures: int = 0
    start_at: float = 0.0

    def note_end(self, now: float) -> float:
        """Return the seconds to wait before the next start: 1, 2, 4 and so on."""
        self.failures = 1 if now - self.started_at > STEADY_SECONDS else self.failures + 1
        pause = min(2.0 ** (self.failures - 1), LONGEST_PAUSE_SECONDS)
        self.start_at = now + pause
        self.process = None
        return pause


def lock_folder(folder: Path) -> int:
    """Return the descriptor of a lock that one supervisor holds on a data folder.

    The lock of a killed supervisor lasts until its undertaker is done; that is waited for.
    Raises Conflict when another supervisor is running there.
    """
    descriptor = os.open(folder / "up.lock", os.O_RDWR | os.O_CREAT, 0o600)
    deadline = time.monotonic() + undertaker.GRACE_SECONDS + 3
    while not _try_lock(descriptor):
        owner = os.pread(descriptor, 20, 0).decode()
        if time.monotonic() > deadline or not owner or _is_alive(int(owner)):
            raise Conflict(
                f"Parallax is already running on the data folder {folder} (process {owner}). "
                "Stop it first, or set PARALLAX_DATA to another folder.",
                code="already_running",
            )
        time.sleep(TICK_SECONDS)
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, str(os.getpid()).encode(), 0)
    return descriptor


def _try_lock(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _is_alive(process_id: int) -> bool:
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True  # somebody else's
    return True


class Supervisor:
    """Starts programs in their order, restarts those that end, stops them in reverse order.

    Every program leads a session of its own, so a terminal's Ctrl-C reaches the supervisor alone.
    `lock` stays locked until the last program is gone, whoever ends it.
    """

    def __init__(self, *, lock: int, say: Callable[[str], None]) -> None:
        self.programs: list[Program] = []
        self.is_told_to_stop = False
        self._lock, self._say = lock, say
        self._hire()
        for signum in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            if signal.getsignal(signum) is not signal.SIG_IGN:  # as nohup leaves it
                signal.signal(signum, self._note_signal)

    def start(self, program: Program) -> None:
        """Start a program and look after it from now on."""
        self.programs.append(program)
        self._run(program)

    def wait_for(self, program: Program, is_ready: Callable[[], bool], *, seconds: float) -> None:
        """Return when the program is ready, or when told to stop.

        Raises ParallaxError when it ends instead, or is not ready after that many seconds.
        """
        deadline = time.monotonic() + seconds
        while not self.is_told_to_stop and not is_ready():
            time.sleep(TICK_SECONDS)
            if program.process is not None and (status := program.process.poll()) is not None:
                raise ParallaxError(f"The {program.name} {_how_it_ended(status)} while starting.")
            if time.monotonic() > deadline:
                raise ParallaxError(f"The {program.name} was not ready after {seconds:g} seconds.")

    def run(self) -> None:
        """Restart what ends, each after its pause, until told to stop."""
        while not self.is_told_to_stop:
            time.sleep(TICK_SECONDS)
            if self._undertaker.poll() is not None:
                os.close(self._pipe)
                self._hire()
            for program in self.programs:
                self._look_after(program)

    def stop(self) -> None:
        """End every program; those that others rely on last."""
        running = [program for program in self.programs if program.process is not None]
        self._end([p for p in running if not p.is_relied_on], seconds=undertaker.GRACE_SECONDS)
        self._end([p for p in running if p.is_relied_on], seconds=1.5)
        os.close(self._pipe)
        self._undertaker.wait()

    def _look_after(self, program: Program) -> None:
        if program.process is None:
            if time.monotonic() >= program.start_at:
                self._run(program)
        elif (status := program.process.poll()) is not None:
            undertaker.kill(program.process.pid)  # the children it left behind
            self._tell_undertaker(-program.process.pid)
            pause = program.note_end(time.monotonic())
            self._say(f"The {program.name} {_how_it_ended(status)}; it restarts in {pause:g} s.")

    def _run(self, program: Program) -> None:
        program.process = subprocess.Popen(  # noqa: S603 - from programs.py
            ["/bin/sh", "-c", ANNOUNCE, "sh", *program.command],
            stdin=self._pipe,
            env=program.environment,
            start_new_session=True,
        )
        program.started_at = time.monotonic()

    def _end(self, programs: Sequence[Program], *, seconds: float) -> None:
        processes = [program.process for program in programs if program.process is not None]

        def reap() -> None:
            for process in processes:
                process.poll()

        undertaker.end([process.pid for process in processes], seconds=seconds, reap=reap)

    def _hire(self) -> None:
        """Start an undertaker, and tell it what runs already: it may replace one that died."""
        reader, self._pipe = os.pipe()
        self._undertaker = subprocess.Popen(  # noqa: S603 - our own file
            [sys.executable, "-I", "-S", undertaker.__file__],
            stdin=reader,
            pass_fds=(self._lock,),
            start_new_session=True,
        )
        os.close(reader)
        for program in self.programs:
            if program.process is not None:
                self._tell_undertaker(program.process.pid)

    def _tell_undertaker(self, process_id: int) -> None:
        with contextlib.suppress(BrokenPipeError):  # a new one is told everything
            os.write(self._pipe, f"{process_id}\n".encode())

    def _note_signal(self, signum: int, frame: FrameType | None) -> None:
        self.is_told_to_stop = True


def _how_it_ended(status: int) -> str:
    if status < 0:
        return f"was killed by signal {-status}"
    return f"ended (exit status {status})"
