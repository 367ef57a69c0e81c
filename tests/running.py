"""A real `manage.py up` on a data folder of its own, and what can be seen of it from outside."""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from types import MappingProxyType
from urllib.parse import urlsplit

import psycopg
from django.conf import settings

from tests.waiting import wait_until

# What would lead `up` away from its data folder, or from the defaults.
DISTRACTIONS = {"DATABASE_URL", "REDIS_URL", "CELERY_BROKER_URL", "PARALLAX_URL", "ALLOWED_HOSTS"}
START_SECONDS = 240.0
STOP_SECONDS = 20.0  # `up` itself takes ten at most, and machines that test are busy
DATABASE = "parallax.sqlite3"
PASSWORD_LINE = re.compile(r"^ +ana +\S{12,} +Ana", re.MULTILINE)


class Up:
    """One `manage.py up`, as the leader of a process group, like one typed into a terminal.

    `broker` goes to CELERY_BROKER_URL; an empty one leaves the choice to the settings.
    `services` are more such variables, as `services_of_the_run` gives them.
    """

    def __init__(
        self,
        data: Path,
        *arguments: str,
        broker: str = "",
        port: int | None = None,
        services: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self.data, self.port, self.services = data, port or free_port(), services
        data.mkdir(parents=True, exist_ok=True)
        self.log = data.parent / f"{data.name}-{time.monotonic_ns()}.log"
        # Every process inherits this, so it can be found when its parents are gone.
        self._mark = f"PARALLAX_RUN={self.log}"
        environment = {k: v for k, v in os.environ.items() if k not in DISTRACTIONS}
        environment |= {"PARALLAX_DATA": str(data), "PARALLAX_RUN": str(self.log)}
        environment |= services
        if broker:
            environment["CELERY_BROKER_URL"] = broker
        self._environment = environment
        command = [sys.executable, "manage.py", "up", "--port", str(self.port), *arguments]
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                command,
                cwd=settings.BASE_DIR,
                env=environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    @property
    def output(self) -> str:
        return self.log.read_text()

    def run(self, code: str) -> None:
        """Run Python in a process of its own that has the settings of this Parallax."""
        command = [sys.executable, "manage.py", "shell", "--no-imports", "--command", code]
        subprocess.run(command, cwd=settings.BASE_DIR, env=self._environment, check=True)

    def password_of(self, username: str) -> str:
        """Return what was printed for one of the demo team at the first start."""
        found = re.search(rf"^ +{username} +(\S{{12,}}) ", self.output, re.MULTILINE)
        assert found, self.output
        return found[1]

    def wait_until_ready(self) -> Up:
        """Return when the ready line is printed; fail with the output when `up` ends before."""
        wait_until(
            lambda: "Ready:" in self.output or self.process.poll() is not None,
            seconds=START_SECONDS,
            what="ready",
        )
        assert "Ready:" in self.output, self.output
        return self

    def press_ctrl_c(self) -> int:
        """Send SIGINT to the group, as a terminal does, and return the exit status."""
        os.killpg(self.process.pid, signal.SIGINT)
        return self.process.wait(STOP_SECONDS)

    def copy_database(self, data: Path) -> None:
        """Put a copy of the database, taken while it is in use, into another data folder."""
        data.mkdir(parents=True)
        with (
            closing(sqlite3.connect(self.data / DATABASE)) as source,
            closing(sqlite3.connect(data / DATABASE)) as copy,
        ):
            source.backup(copy)

    def job_states(self) -> list[str]:
        """Return the states of all background jobs."""
        query = "SELECT state FROM annotator_job"
        if url := self.services.get("DATABASE_URL"):
            with closing(psycopg.connect(url)) as database:
                return [state for (state,) in database.execute(query)]
        with closing(sqlite3.connect(self.data / DATABASE)) as file:
            return [state for (state,) in file.execute(query)]

    def wait_until_worked(self) -> Up:
        """Return when every job is done: no suggestion will arrive while a test looks."""
        wait_until(
            lambda: set(self.job_states()) == {"done"}, seconds=START_SECONDS, what="all jobs done"
        )
        return self

    def processes(self) -> set[int]:
        """Return every living process of this run, wherever it hangs now."""
        return {pid for pid in process_ids() if self._owns(pid)}

    def _owns(self, pid: int) -> bool:
        if self._mark.encode() in proc(pid, "environ").split(b"\0"):
            return True
        # Redis writes over its environment, but works in its own folder.
        with suppress(OSError):
            return Path(f"/proc/{pid}/cwd").readlink().is_relative_to(self.data)
        return False

    def child(self, word: str) -> int:
        """Return the supervisor's child with this word in its command line, 0 without one."""
        children = self.processes() & children_of(self.process.pid)
        return next((pid for pid in children if word.encode() in proc(pid, "cmdline")), 0)

    def health(self) -> tuple[int, bytes]:
        """Return status and body of /healthz."""
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)) as client:
            client.request("GET", "/healthz")
            answer = client.getresponse()
            return answer.status, answer.read()

    def end(self) -> None:
        """Leave nothing behind, whatever a test did."""
        if self.process.poll() is None:
            self.process.terminate()
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(STOP_SECONDS)
        for pid in self.processes():
            kill(pid)
        self.process.wait()


@contextmanager
def services_of_the_run() -> Iterator[dict[str, str]]:
    """Yield variables for a Parallax on the services this test run uses, with an empty database.

    Where the run is on PostgreSQL, that is a database of its own, dropped in the end. Where it is
    on Redis, no other process of the run has its number: their workers would take its doorbells,
    and know no such job.
    """
    chosen = {k: os.environ[k] for k in ("REDIS_URL", "CELERY_BROKER_URL") if k in os.environ}
    if redis := chosen.get("REDIS_URL"):
        number = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) + 1
        chosen["REDIS_URL"] = urlsplit(redis)._replace(path=f"/{number}").geturl()
    server = os.environ.get("DATABASE_URL", "")
    if not server.startswith("postgres"):
        yield chosen
        return
    name = f"parallax_up_{os.getpid()}_{time.monotonic_ns()}"
    with closing(psycopg.connect(server, autocommit=True)) as admin:
        admin.execute(f'CREATE DATABASE "{name}"')
        try:
            yield chosen | {"DATABASE_URL": urlsplit(server)._replace(path=f"/{name}").geturl()}
        finally:
            admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def process_ids() -> set[int]:
    return {int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()}


def children_of(parent: int) -> set[int]:
    line = f"PPid:\t{parent}\n".encode()
    return {pid for pid in process_ids() if line in proc(pid, "status")}


def proc(pid: int, name: str) -> bytes:
    """Return a file of /proc, empty for a process that is gone or waits to be collected."""
    with suppress(OSError):
        return Path(f"/proc/{pid}/{name}").read_bytes()
    return b""


def kill(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
