"""Measures the workspace in Chromium against its targets: `python -m bench.workspace`.

It starts a Parallax of its own on a scratch data folder and prints a table; it keeps nothing.
"""

from __future__ import annotations

import argparse
import os
import platform
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


SEED = 20_240_229
# Words, spans, and the targets for them; what is not named has one target for all sizes.
SIZES = {2_000: 100, 20_000: 2_000, 100_000: 10_000}
TARGETS: dict[str, float | dict[int, float]] = {
    "data → painted, ms": {2_000: 120, 20_000: 150, 100_000: 200},
    "load → painted, ms": {},
    "key → painted p50, ms": 16,
    "key → painted p95, ms": 25,
    "main-thread work per key, ms": 16,
    "hover p50, ms": 16,
    "hover p95, ms": 33,
    "scroll frames > 20 ms, %": 1,
    "jump p95, ms": 30,
    "caret move p95, ms": 33,
    "DOM nodes at load": 5_000,
    "JS heap, MB": 15,
    "code, gzip, kB": 20,
}


def main() -> None:
    """Measure the sizes asked for and print the table."""
    parser = argparse.ArgumentParser(description="Measures the workspace in a real browser.")
    parser.add_argument("words", type=int, nargs="*", help=f"which of {[*SIZES]}; all if not given")
    chosen = [n for n in SIZES if n in (parser.parse_args().words or SIZES)]
    found: dict[int, dict[str, float]] = {}
    with scratch_folder() as folder:
        _prepare_django(folder)
        with _running(folder, chosen) as (browser, address, password, ids):
            for words in chosen:
                found[words] = _measure(browser, address, password, ids[words])
            print(f"Chromium {browser.version}, {platform.platform()}, {os.cpu_count()} cores\n")
    print(table(found))


def table(found: dict[int, dict[str, float]]) -> str:
    """Return the measured values and their ratios to the targets as a Markdown table."""
    heads = [f"{words:,} words" for words in found]
    lines = ["| | " + " | ".join(heads) + " |", "|---|" + "--:|" * len(heads)]
    for name, target in TARGETS.items():
        cells = []
        for words, values in found.items():
            most = target.get(words) if isinstance(target, dict) else target
            ratio = f" ({values[name] / most:.2f} of {most:g})" if most else ""
            cells.append(f"{values[name]:,.1f}{ratio}")
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """Yield an empty data folder, gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="parallax-bench-"))
    try:
        yield folder / "data"
    finally:
        shutil.rmtree(folder)


def _prepare_django(folder: Path) -> None:
    """Point this process at the scratch folder and make its database."""
    for name in ("DATABASE_URL", "REDIS_URL", "PARALLAX_URL"):
        os.environ.pop(name, None)
    os.environ["PARALLAX_DATA"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "annotator.settings"
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


@contextmanager
def _running(folder: Path, chosen: list[int]) -> Iterator[tuple[Browser, str, str, dict[int, str]]]:
    """Store the documents, start Parallax and a browser; yield what is needed to use them."""
    from django.db import connections
    from playwright.sync_api import sync_playwright

    from bench.corpus import Size, store_documents, store_person
    from tests.running import Up

    password = secrets.token_urlsafe(16)
    sizes = [Size(words, SIZES[words]) for words in chosen]
    layers = store_documents(store_person("reader", password), sizes, SEED)
    ids = {size.words: str(layer.pk) for size, layer in layers.items()}
    connections.close_all()
    up = Up(folder).wait_until_ready()
    try:
        with sync_playwright() as playwright:
            path = os.environ.get("PARALLAX_BROWSER") or shutil.which("chromium")
            browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
            yield browser, f"http://127.0.0.1:{up.port}", password, ids
            browser.close()
    finally:
        up.end()


def _measure(browser: Browser, address: str, password: str, assignment: str) -> dict[str, float]:
    from bench import measures

    context = browser.new_context(base_url=address, viewport={"width": 1280, "height": 900})
    context.add_init_script(measures.WATCH)
    page = context.new_page()
    _sign_in(page, password)
    try:
        return {
            **measures.measure_opening(page, assignment),
            **measures.measure_keys(page),
            **measures.measure_hover(page),
            **measures.measure_scrolling(page),
        }
    finally:
        context.close()


def _sign_in(page: Page, password: str) -> None:
    page.goto("/account/login/")
    page.fill("input[name=login]", "reader")
    page.fill("input[name=password]", password)
    page.get_by_test_id("sign-in").click()
    page.get_by_test_id("signed-in-as").wait_for()


if __name__ == "__main__":
    main()
