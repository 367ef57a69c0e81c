"""How many spans a server saves: Parallax, and doccano beside it in the same run.

    python -m bench.annotate [--doccano PROGRAM] [--database-url URL] [--seconds N] [--no-crowd]

Two measurements, each against a server started for it in a scratch folder:

* *throughput*: eight clients, each signed in with a session and on a document of its own, save
  spans one after the other, as fast as they are answered;
* *crowd*: a hundred annotators save one span every three seconds on average.

Prints saves a second, milliseconds until the answer (p50, p95), milliseconds of the server's CPU
a save, and what was not answered with 2xx. `PROGRAM` is the `doccano` of a virtual environment of
its own (`pip install doccano==1.8.4 'marshmallow<4' 'pandas<2.1'`); without it only Parallax runs.
`URL` is an empty PostgreSQL database; without it Parallax is measured on SQLite, as doccano is.
"""

from __future__ import annotations

import argparse
import http.client
import itertools
import json
import os
import random
import secrets
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import quantiles

from bench.processes import cpu_seconds, free_port, stop, wait_for_port

ROOT = Path(__file__).resolve().parent.parent
CLIENTS = 8
CROWD = 100
THINK_SECONDS = 3.0
WARM_UP = 5  # saves of each client before anything counts
LABELS = ("argument", "actor", "threat_claim", "evidence")
WORDS = ("security", "treaty", "missile", "Moscow", "Beijing", "sanction", "risk", "report")
TEXT_WORDS = 2_000


@dataclass
class Tally:
    """What a measurement saw: milliseconds of every save, and what was refused."""

    milliseconds: list[float] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Figures:
    """A measurement in figures. Times are milliseconds."""

    server: str
    saves: int
    per_second: float
    p50: float
    p95: float
    cpu: float
    refused: int

    def __str__(self) -> str:
        return (
            f"{self.server:<22} {self.saves:>6} saves  {self.per_second:>6.1f}/s  "
            f"p50 {self.p50:>6.1f} ms  p95 {self.p95:>6.1f} ms  "
            f"CPU {self.cpu:>5.1f} ms a save  {self.refused} refused"
        )


class Client:
    """One signed-in person on one document; `save(n)` stores their n-th span."""

    def __init__(
        self, port: int, headers: dict[str, str], request: Callable[[int], tuple[str, str, object]]
    ) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.headers = {"Content-Type": "application/json", **headers}
        self.request = request

    def save(self, number: int, tally: Tally) -> None:
        """Store a span and note how long the answer took."""
        method, path, body = self.request(number)
        begun = time.perf_counter()
        status, answer = self._ask(method, path, json.dumps(body).encode())
        tally.milliseconds.append((time.perf_counter() - begun) * 1000)
        if not 200 <= status < 300:
            tally.refused.append(f"{status} {answer[:200]!r}")

    def _ask(self, method: str, path: str, body: bytes) -> tuple[int, bytes]:
        try:
            return self._exchange(method, path, body)
        except (BrokenPipeError, ConnectionResetError, http.client.RemoteDisconnected):
            self.connection.close()  # it had idled too long for the server; browsers ask again too
        except (http.client.HTTPException, OSError) as error:
            self.connection.close()
            return 0, repr(error).encode()
        return self._exchange(method, path, body)

    def _exchange(self, method: str, path: str, body: bytes) -> tuple[int, bytes]:
        self.connection.request(method, path, body, self.headers)
        answer = self.connection.getresponse()
        return answer.status, answer.read()


@dataclass(frozen=True)
class Server:
    """A server that runs, and the clients it has room for.

    `program` is what the command lines of its web processes have in common.
    """

    name: str
    process: subprocess.Popen[bytes]
    program: str
    clients: list[Client]


def text() -> str:
    """Return the text that every document holds, from a fixed seed."""
    chosen = random.Random(7).choices(WORDS, k=TEXT_WORDS)
    return " ".join(chosen)


def span(number: int) -> tuple[int, int, int]:
    """Return label index, start and end of the n-th span; no two are the same."""
    place, label = divmod(number, len(LABELS))
    start = (place * 13) % 9_000
    return label, start, start + 12 + place % 40


# --- Parallax -----------------------------------------------------------------------------


@contextmanager
def parallax(people: int, database_url: str | None) -> Iterator[Server]:
    """Start `manage.py up` on a project in which each of `people` has a document to annotate."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "PARALLAX_DATA": folder}
        environment.pop("DATABASE_URL", None)
        if database_url:
            environment["DATABASE_URL"] = database_url
        made = subprocess.run(
            [sys.executable, "-m", "bench.people", str(people)],
            cwd=ROOT,
            env=environment,
            input=text().encode(),
            stdout=subprocess.PIPE,
            check=True,
        )
        port = free_port()
        process = subprocess.Popen(
            [sys.executable, "manage.py", "up", "--port", str(port)],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.DEVNULL,
        )
        try:
            wait_for_port(port)
            database = "PostgreSQL" if database_url else "SQLite"
            clients = [_parallax_client(port, **person) for person in json.loads(made.stdout)]
            yield Server(f"Parallax on {database}", process, "gunicorn", clients)
        finally:
            stop(process)


def _parallax_client(port: int, session: str, csrf_cookie: str, assignment: str) -> Client:
    token = secrets.token_hex(16)
    document = text()

    def request(number: int) -> tuple[str, str, object]:
        label, start, end = span(number)
        body = {"label": LABELS[label], "start": start, "end": end, "base_rev": 0}
        path = f"/api/v1/assignments/{assignment}/annotations/{uuid.uuid4()}/"
        return "PUT", path, body | {"quote": document[start:end]}

    headers = {"Cookie": f"{session}; {csrf_cookie}={token}", "X-CSRFToken": token}
    return Client(port, headers, request)


# --- doccano ------------------------------------------------------------------------------


@contextmanager
def doccano(program: Path, people: int) -> Iterator[Server]:
    """Start `doccano webserver` as its documentation says, with a document for each client."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
        environment |= {"HOME": folder, "DOCCANO_HOME": folder}
        quiet = {
            "cwd": folder,
            "env": environment,
            "stdout": subprocess.DEVNULL,
            "stderr": subprocess.DEVNULL,
        }
        password = secrets.token_urlsafe(12)
        user = ["createuser", "--username", "bench", "--password", password]
        for arguments in (["init"], user):
            subprocess.run([program, *arguments], check=True, **quiet)  # type: ignore[call-overload]
        port = free_port()
        process = subprocess.Popen([program, "webserver", "--port", str(port)], **quiet)  # type: ignore[call-overload]
        try:
            wait_for_port(port)
            clients = _doccano_clients(port, password, people)
            yield Server("doccano on SQLite", process, "doccano", clients)
        finally:
            stop(process)


def _doccano_clients(port: int, password: str, people: int) -> list[Client]:
    cookies = _cookies(port, {"username": "bench", "password": password})
    pairs = "; ".join(f"{name}={value}" for name, value in cookies.items())
    headers = {"Cookie": pairs, "X-CSRFToken": cookies["csrftoken"]}

    def post(path: str, body: object) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        sent = {"Content-Type": "application/json", **headers}
        connection.request("POST", path, json.dumps(body).encode(), sent)
        answer = connection.getresponse()
        made = answer.read()
        if answer.status != http.HTTPStatus.CREATED:
            raise RuntimeError(f"doccano answered {answer.status} to {path}: {made[:200]!r}")
        return int(json.loads(made)["id"])

    project = post(
        "/v1/projects",
        {
            "name": "bench",
            "description": "bench",
            "guideline": "",
            "project_type": "SequenceLabeling",
            "resourcetype": "SequenceLabelingProject",
            "allow_overlapping": True,
            "grapheme_clusters": False,
            "collaborative_annotation": False,
        },
    )
    root = f"/v1/projects/{project}"
    labels = [post(f"{root}/span-types", {"text": label}) for label in LABELS]

    def client() -> Client:
        example = post(f"{root}/examples", {"text": text()})

        def request(number: int) -> tuple[str, str, object]:
            label, start, end = span(number)
            body = {"start_offset": start, "end_offset": end, "label": labels[label]}
            return "POST", f"{root}/examples/{example}/spans", body

        return Client(port, headers, request)

    return [client() for _ in range(people)]


def _cookies(port: int, credentials: dict[str, str]) -> dict[str, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    body = json.dumps(credentials).encode()
    connection.request("POST", "/v1/auth/login/", body, {"Content-Type": "application/json"})
    answer = connection.getresponse()
    answer.read()
    pairs = [value.split(";")[0] for value in answer.headers.get_all("Set-Cookie") or []]
    return dict(pair.split("=", 1) for pair in pairs)


# --- Measuring ----------------------------------------------------------------------------


def measure(server: Server, *, seconds: float, think: float = 0.0) -> Figures:
    """Let every client save until the time is up, with pauses of `think` seconds on average."""
    tallies = [Tally() for _ in server.clients]
    _together(server.clients, [_repeat(Tally(), WARM_UP)] * len(server.clients))
    cpu, begun = cpu_seconds(server.process.pid, server.program), time.perf_counter()
    _together(server.clients, [_until(tally, begun + seconds, think) for tally in tallies])
    took = time.perf_counter() - begun
    used = cpu_seconds(server.process.pid, server.program) - cpu
    times = [one for tally in tallies for one in tally.milliseconds]
    refused = [one for tally in tallies for one in tally.refused]
    if refused:
        print(f"{server.name}: {refused[0]}", file=sys.stderr)
    cuts = quantiles(times, n=20)
    return Figures(
        server=server.name,
        saves=len(times) - len(refused),
        per_second=(len(times) - len(refused)) / took,
        p50=cuts[9],
        p95=cuts[18],
        cpu=used * 1000 / len(times),
        refused=len(refused),
    )


Work = Callable[[Client], None]


def _repeat(tally: Tally, times: int) -> Work:
    def work(client: Client) -> None:
        for number in range(times):
            client.save(number, tally)

    return work


def _until(tally: Tally, end: float, think: float) -> Work:
    def work(client: Client) -> None:
        pauses = random.Random(id(client))
        for number in itertools.count(WARM_UP):
            if think:
                time.sleep(min(pauses.expovariate(1 / think), max(0.0, end - time.perf_counter())))
            if time.perf_counter() >= end:
                return
            client.save(number, tally)

    return work


def _together(clients: Sequence[Client], works: Sequence[Work]) -> None:
    threads = [
        threading.Thread(target=work, args=(client,))
        for client, work in zip(clients, works, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main() -> None:
    """Run what was asked for and print it."""
    parser = argparse.ArgumentParser(description="Measure how many spans a server saves.")
    parser.add_argument("--doccano", type=Path, metavar="PROGRAM")
    parser.add_argument("--database-url", metavar="URL")
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--no-crowd", action="store_true")
    asked = parser.parse_args()
    with parallax(CLIENTS if asked.no_crowd else CLIENTS + CROWD, asked.database_url) as server:
        eight = replace(server, clients=server.clients[:CLIENTS])
        print("Eight clients without a pause")
        ours = measure(eight, seconds=asked.seconds)
        print(ours, flush=True)
        crowd = None
        if not asked.no_crowd:
            others = replace(server, clients=server.clients[CLIENTS:])
            crowd = measure(others, seconds=asked.seconds * 2, think=THINK_SECONDS)
    if asked.doccano:
        with doccano(asked.doccano, CLIENTS) as peer:
            theirs = measure(peer, seconds=asked.seconds)
        print(theirs)
        print(
            f"Parallax saves {ours.per_second / theirs.per_second:.1f} times as many, "
            f"with {ours.cpu / theirs.cpu:.2f} of the CPU a save"
        )
    if crowd:
        print(f"{len(others.clients)} annotators, {THINK_SECONDS:g} s between saves")
        print(crowd)


if __name__ == "__main__":
    main()
