"""`manage.py up`: prepare the database, serve, work in the background, until told to stop."""

from __future__ import annotations

import logging
import sys
import threading
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management import BaseCommand, CommandParser, call_command
from django.db import Error, OperationalError, close_old_connections, connection, connections
from django.db.migrations.executor import MigrationExecutor

from annotator import programs
from annotator.celery import app as celery_app
from annotator.errors import ParallaxError
from annotator.services import demo, jobs
from annotator.supervisor import Supervisor, lock_folder

logger = logging.getLogger(__name__)

SWEEP_SECONDS = 5.0
BROKER_START_SECONDS = 30.0
WEB_START_SECONDS = 90.0


class Command(BaseCommand):
    help = "Prepares the database, then serves Parallax and works for it until told to stop."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
        parser.add_argument("--port", type=int, default=8000, help="port to listen on")
        parser.add_argument(
            "--processes", type=int, help="web processes with four threads each; 2 or 3 if not set"
        )

    def handle(self, *, host: str, port: int, processes: int | None, **options: Any) -> None:
        door = programs.Door(host, port)
        try:
            programs.check_door_may_open(door)
            settings.DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
            supervisor = Supervisor(lock=lock_folder(settings.DATA_DIR), say=self._say)
            try:
                programs.check_door_is_free(door)
                self._bring_up(supervisor, door, processes)
                _run_and_sweep(supervisor)
                self._say("Stopping.")
            finally:
                supervisor.stop()
        except (ParallaxError, OperationalError) as error:
            self.stderr.write(f"Parallax cannot run. {error}")
            sys.exit(1)
        self._say("Stopped.")

    def _bring_up(self, supervisor: Supervisor, door: programs.Door, processes: int | None) -> None:
        """Start everything in the order in which it is needed."""
        self._say("Parallax is starting.\n")
        environment = programs.environment(door)
        self._tell("Data folder", str(settings.DATA_DIR))
        self._start_broker(supervisor, environment)
        self._prepare_database()
        loaded = demo.load_demo()
        self._tell("Demo project", "loaded" if loaded else "not loaded, the database is in use")
        web_server = programs.web_server(door, processes, environment)
        supervisor.start(web_server)
        supervisor.start(programs.worker(environment))
        supervisor.wait_for(
            web_server, lambda: programs.web_answers(door), seconds=WEB_START_SECONDS
        )
        self._tell_people(loaded)
        if not supervisor.is_told_to_stop:
            self._say(f"Ready: {environment.get('PARALLAX_URL', settings.PARALLAX_URL)}/")
            self._say("Ctrl-C stops it.\n")

    def _start_broker(self, supervisor: Supervisor, environment: dict[str, str]) -> None:
        self._tell("Broker", _describe_broker(celery_app.conf.broker_url))
        if programs.uses_private_redis():
            broker = programs.private_redis(environment)
            supervisor.start(broker)
            supervisor.wait_for(broker, programs.redis_answers, seconds=BROKER_START_SECONDS)

    def _prepare_database(self) -> None:
        executor = MigrationExecutor(connection)
        pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
        call_command("migrate", verbosity=0, interactive=False)
        done = f"{len(pending)} migrations applied" if pending else "up to date"
        self._tell("Database", f"{_describe_database()}, {done}")

    def _tell_people(self, loaded: demo.Demo | None) -> None:
        """Show the demo's passwords, which are readable only now; later, the way to new ones."""
        if loaded is None:
            self._say("\nPasswords are printed once, when the demo is loaded. To set a new one:")
            self._say(f"  {_manage()} changepassword NAME\n")
            return
        self._say("\nThe demo team. These passwords are not shown again:\n")
        for person in loaded.people:
            who = f"{person.full_name}, {person.role}"
            self._say(f"  {person.username:<8}{person.password:<20}{who}")
        self._say(f"\nTo set a new one later: {_manage()} changepassword NAME\n")

    def _tell(self, what: str, value: str) -> None:
        self._say(f"  {what:<14}{value}")

    def _say(self, sentence: str) -> None:
        self.stdout.write(f"{sentence}\n")
        self.stdout.flush()


def _run_and_sweep(supervisor: Supervisor) -> None:
    is_over = threading.Event()
    sweeper = threading.Thread(target=_sweep_until, args=(is_over,), daemon=True)
    sweeper.start()
    supervisor.run()
    is_over.set()


def _sweep_until(is_over: threading.Event) -> None:
    """Ring for overdue jobs every few seconds; a database that is away is asked again."""
    while not is_over.wait(SWEEP_SECONDS):
        try:
            close_old_connections()
            jobs.sweep()
        except Error as error:
            logger.warning("Cannot look for overdue jobs (%s); trying again.", error)
    connections.close_all()


def _describe_broker(url: str) -> str:
    if programs.uses_private_redis():
        return "a private Redis, on a socket in the data folder"
    if url.startswith("filesystem"):
        return "files in the data folder"
    address = urlsplit(url)
    return f"{address.scheme} at {address.hostname or address.path}"


def _describe_database() -> str:
    configured = settings.DATABASES["default"]
    if connection.vendor == "sqlite":
        return f"SQLite, {configured['NAME']}"
    return f"PostgreSQL, {configured['NAME']} at {configured['HOST'] or 'the local socket'}"


def _manage() -> str:
    """Return how to call manage.py from here."""
    python = Path(sys.executable)
    if python.is_relative_to(Path.cwd()):
        python = python.relative_to(Path.cwd())
    return f"{python} {sys.argv[0]}"
