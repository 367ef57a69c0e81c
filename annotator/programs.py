"""What `manage.py up` runs: the web server, the worker and, where needed, a private Redis."""

from __future__ import annotations

import http.client
import ipaddress
import os
import shutil
import socket
import sys
from collections.abc import Mapping
from dataclasses import dataclass

import redis
from django.conf import settings

from annotator.errors import Conflict, Forbidden, TooLarge
from annotator.supervisor import Program

THREADS = 4
KEEP_ALIVE_SECONDS = 20
# Shorter than the undertaker's patience, so that gunicorn ends its own workers.
GRACEFUL_SECONDS = 6
TASKS_PER_POOL_PROCESS = 200
# What Linux and others give a socket's path (sockaddr_un), less the closing zero.
LONGEST_SOCKET_PATH = 103


@dataclass(frozen=True)
class Door:
    """Where the web server listens."""

    host: str
    port: int

    @property
    def address(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"

    @property
    def is_local(self) -> bool:
        """Whether only this machine reaches it."""
        return _is_local(self.host)


def _is_local(name: str) -> bool:
    if name == "localhost":
        return True
    try:
        return ipaddress.ip_address(name.strip("[]")).is_loopback
    except ValueError:
        return False


def check_door_may_open(door: Door) -> None:
    """Raise Forbidden where strangers could come in before the set-up is meant for them."""
    if door.is_local:
        return
    if settings.DEBUG:
        raise Forbidden(
            f"With DEBUG on, only this machine may be served, not {door.host}: error pages would "
            "show settings and texts. Unset DEBUG, or leave out --host."
        )
    if all(_is_local(name) for name in settings.ALLOWED_HOSTS):
        raise Forbidden(
            f"To listen on {door.host}, say first under which address people will come: set "
            "PARALLAX_URL, for example PARALLAX_URL=https://parallax.example."
        )


def check_door_is_free(door: Door) -> None:
    """Raise Conflict when the address cannot be listened on, with what to do about it."""
    family = socket.AF_INET6 if ":" in door.host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((door.host, door.port))
        except OSError as error:
            raise Conflict(
                f"It cannot listen on {door.address}: {error.strerror}. Choose another port with "
                f"`make run PORT={door.port + 1}` or `manage.py up --port {door.port + 1}`.",
                code="address_taken",
            ) from error


def environment(door: Door) -> dict[str, str]:
    """Return the environment of the programs; they must see the data folder and address we do."""
    inherited = dict(os.environ)
    if door.is_local:
        inherited.setdefault("PARALLAX_URL", f"http://{door.address}")
    search = [str(settings.BASE_DIR), *filter(None, [inherited.get("PYTHONPATH")])]
    return inherited | {
        "PARALLAX_DATA": str(settings.DATA_DIR),
        "PYTHONPATH": os.pathsep.join(search),
        "DJANGO_SETTINGS_MODULE": "annotator.settings",
        "OMP_NUM_THREADS": inherited.get("OMP_NUM_THREADS", "1"),
    }


def web_server(door: Door, processes: int | None, environment: Mapping[str, str]) -> Program:
    """Return gunicorn with its processes; by default two, or three where there are more cores."""
    number = processes or (2 if _cores() <= 2 else 3)
    command = [
        *(sys.executable, "-m", "gunicorn", "annotator.wsgi:application"),
        *("--bind", door.address, "--worker-class", "gthread"),
        *("--workers", str(number), "--threads", str(THREADS)),
        *("--keep-alive", str(KEEP_ALIVE_SECONDS), "--graceful-timeout", str(GRACEFUL_SECONDS)),
        # Loaded once, before the processes part: a start takes less time and memory.
        *("--log-level", "warning", "--no-control-socket", "--preload"),
    ]
    return Program("web server", command, environment)


def worker(environment: Mapping[str, str]) -> Program:
    """Return the Celery worker, with one pool process, or two where there are more cores."""
    command = [
        *(sys.executable, "-m", "celery", "--app", "annotator", "--quiet", "worker"),
        *("--pool", "prefork", "--concurrency", "1" if _cores() <= 2 else "2"),
        *("--without-gossip", "--without-mingle", "--loglevel", "WARNING"),
        *("--max-tasks-per-child", str(TASKS_PER_POOL_PROCESS)),
    ]
    return Program("background worker", command, environment)


def _cores() -> int:
    return os.cpu_count() or 1


def uses_private_redis() -> bool:
    """Tell whether the broker is a Redis of our own, which has to be started."""
    private_url = f"redis+socket://{settings.REDIS_SOCKET}"
    return bool(private_url == settings.CELERY_BROKER_URL)


def private_redis(environment: Mapping[str, str]) -> Program:
    """Return a Redis that listens on a socket in the data folder, and on no network.

    Raises TooLarge when the system does not take a socket path of that length.
    """
    path = os.fsencode(settings.REDIS_SOCKET)
    if len(path) > LONGEST_SOCKET_PATH:
        raise TooLarge(
            f"The path {settings.REDIS_SOCKET} has {len(path)} bytes, and a socket's may have "
            f"{LONGEST_SOCKET_PATH}. Set PARALLAX_DATA to a folder with a shorter path, or "
            "CELERY_BROKER_URL=filesystem:// to do without Redis."
        )
    settings.BROKER_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
    settings.BROKER_DIR.chmod(0o700)
    command = [
        *(shutil.which("redis-server") or "redis-server", "--port", "0"),
        *("--unixsocket", str(settings.REDIS_SOCKET), "--unixsocketperm", "700"),
        *("--dir", str(settings.BROKER_DIR), "--logfile", str(settings.BROKER_DIR / "redis.log")),
        *("--appendonly", "yes", "--appendfsync", "everysec", "--save", ""),
        *("--maxmemory-policy", "noeviction"),
    ]
    return Program("private Redis", command, environment, is_relied_on=True)


def redis_answers() -> bool:
    """Tell whether the private Redis takes commands."""
    client = redis.Redis(unix_socket_path=str(settings.REDIS_SOCKET), socket_timeout=2)
    try:
        return bool(client.ping())
    except redis.RedisError:
        return False
    finally:
        client.close()


def web_answers(door: Door) -> bool:
    """Tell whether the web server says that it is well."""
    allowed = settings.ALLOWED_HOSTS[0]
    headers = {
        "Host": "localhost" if allowed == "*" else allowed.lstrip("."),
        "X-Forwarded-Proto": "https",  # else it would send us to https where that is the address
    }
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(door.host, door.host)  # noqa: S104
    client = http.client.HTTPConnection(host, door.port, timeout=5)
    try:
        client.request("GET", "/healthz", headers=headers)
        return client.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        client.close()
