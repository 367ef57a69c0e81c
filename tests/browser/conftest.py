"""A real Chromium, and a real Parallax for it to talk to."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

NO_BROWSER = "NOT TESTED: no Chromium was found (set PARALLAX_BROWSER to the program's path)"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = os.environ.get("PARALLAX_BROWSER", "")
    if not path:
        pytest.skip(NO_BROWSER)
    arguments = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=arguments)
        yield chromium
        chromium.close()
