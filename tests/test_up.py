"""`manage.py up` as people meet it: what it prints, serves, restarts and leaves behind."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.running import PASSWORD_LINE, START_SECONDS, STOP_SECONDS, Up, children_of, kill
from tests.waiting import wait_until

FILES = "filesystem://localhost"
with_redis = pytest.mark.skipif(
    shutil.which("redis-server") is None, reason="NOT TESTED: redis-server is not installed"
)
Start = Callable[..., Up]

pytestmark = pytest.mark.skipif(not Path("/proc").is_dir(), reason="NOT TESTED: needs /proc")


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Up]:
    up = Up(tmp_path_factory.mktemp("up") / "data", broker=FILES)
    try:
        yield up.wait_until_ready()
    finally:
        up.end()


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    started: list[Up] = []

    def start(
        *arguments: str, data: Path = tmp_path / "data", broker: str = FILES, port: int = 0
    ) -> Up:
        started.append(Up(data, *arguments, broker=broker, port=port))
        return started[-1]

    yield start
    for up in started:
        up.end()


@pytest.fixture
def seeded(running: Up, tmp_path: Path) -> Path:
    """A data folder that needs no loading of the demo any more."""
    running.copy_database(tmp_path / "seeded")
    return tmp_path / "seeded"


def test_it_answers_and_shows_the_demo_team_at_the_first_start(running: Up) -> None:
    assert running.health() == (200, b'{"status": "ok"}')
    assert PASSWORD_LINE.search(running.output), running.output
    assert f"Ready: http://127.0.0.1:{running.port}/" in running.output


def test_it_refuses_a_data_folder_that_is_in_use(running: Up, start: Start) -> None:
    second = start(data=running.data)
    assert second.process.wait(START_SECONDS) == 1
    assert f"already running on the data folder {running.data}" in second.output
    assert running.health()[0] == 200


def test_it_restarts_a_killed_worker_and_ends_the_pool_it_left(running: Up) -> None:
    worker = wait_until(lambda: running.child("celery"), what="a worker")
    pool = wait_until(lambda: children_of(worker), what="a pool")
    kill(worker)
    wait_until(lambda: running.child("celery") not in (0, worker), what="another worker")
    assert not pool & running.processes()
    assert "The background worker was killed by signal 9; it restarts in 1 s." in running.output


def test_it_restarts_a_killed_web_server(running: Up) -> None:
    web_server = running.child("gunicorn")
    kill(web_server)
    wait_until(lambda: running.child("gunicorn") not in (0, web_server), what="another one")
    wait_until(lambda: answers(running), what="an answer")


def answers(up: Up) -> bool:
    try:
        return up.health()[0] == 200
    except OSError:
        return False


def test_it_leaves_nothing_behind_after_ctrl_c_and_keeps_the_data(
    start: Start, seeded: Path
) -> None:
    first = start(data=seeded).wait_until_ready()
    assert first.press_ctrl_c() == 0
    assert first.processes() == set()
    assert first.output.endswith("Stopped.\n"), first.output

    second = start(data=first.data).wait_until_ready()
    assert not PASSWORD_LINE.search(second.output)
    assert "changepassword NAME" in second.output
    assert "up to date" in second.output


def test_it_replaces_a_killed_undertaker_by_one_that_knows(start: Start, seeded: Path) -> None:
    up = start(data=seeded).wait_until_ready()
    undertaker = up.child("undertaker")
    kill(undertaker)
    wait_until(lambda: up.child("undertaker") not in (0, undertaker), what="another one")
    kill(up.process.pid)
    wait_until(lambda: not up.processes(), seconds=STOP_SECONDS, what="gone")


def test_it_starts_again_where_one_was_killed_and_has_left_nothing(
    start: Start, seeded: Path
) -> None:
    killed = start(data=seeded).wait_until_ready()
    kill(killed.process.pid)
    killed.process.wait()
    again = start(data=seeded, port=killed.port).wait_until_ready()
    assert killed.processes() == set()
    assert again.health()[0] == 200


def test_it_works_off_the_jobs_of_the_demo(running: Up) -> None:
    running.wait_until_worked()


@with_redis
def test_it_brings_a_redis_of_its_own_that_ends_with_it(start: Start) -> None:
    up = start(broker="").wait_until_ready()
    up.wait_until_worked()
    redis = up.child("redis-server")
    kill(redis)
    wait_until(lambda: up.child("redis-server") not in (0, redis), what="another one")
    kill(up.process.pid)
    wait_until(lambda: not up.processes(), seconds=STOP_SECONDS, what="gone")


def test_it_names_the_next_step_where_the_port_is_taken(start: Start) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        up = start(port=port)
        assert up.process.wait(START_SECONDS) == 1
    assert f"make run PORT={port + 1}" in up.output
    assert "Traceback" not in up.output


def test_it_serves_this_machine_only_until_a_public_address_is_set(start: Start) -> None:
    up = start("--host", "0.0.0.0")  # noqa: S104
    assert up.process.wait(START_SECONDS) == 1
    assert "PARALLAX_URL=https://parallax.example" in up.output
