"""A real Chromium, and a real Parallax for it to talk to."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser.many_documents import N_DOCUMENTS, N_FEWER, NAME, NAME_OF_FEWER, fill
from tests.browser.marking import delete_all
from tests.browser.people import Meet, Person
from tests.browser.static_server import static_server
from tests.running import Up, services_of_the_run

# Playwright keeps an event loop in this thread as long as the browser lives, and tests without
# one follow in the same process: their queries run beside that loop, never in it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
expect.set_options(timeout=40_000)  # ms; machines that test are busy
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


@pytest.fixture(scope="session")
def parallax(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Up]:
    """A Parallax with its demo project, on the database and broker of this run."""
    with services_of_the_run() as services:
        up = Up(tmp_path_factory.mktemp("browser") / "data", services=services)
        try:
            yield up.wait_until_ready().wait_until_worked()
        finally:
            up.end()


@pytest.fixture(scope="session")
def filled(parallax: Up) -> None:
    """Let the running Parallax have a project of many documents that nobody has counted."""
    _fill(parallax, NAME, N_DOCUMENTS)


@pytest.fixture(scope="session")
def filled_with_fewer(parallax: Up) -> None:
    """Let it have a project of no more documents than are counted while one waits."""
    _fill(parallax, NAME_OF_FEWER, N_FEWER)


def _fill(parallax: Up, name: str, n_documents: int) -> None:
    parallax.run(f"from {fill.__module__} import fill; fill({name!r}, {n_documents})")


@pytest.fixture
def meet(browser: Browser, parallax: Up) -> Iterator[Meet]:
    """Give each name a browser of its own; in the end nobody's page may have complained."""
    people: dict[str, Person] = {}

    def meet(username: str) -> Person:
        if username not in people:
            people[username] = Person(browser, f"http://127.0.0.1:{parallax.port}", username)
        return people[username]

    yield meet
    complaints = {person.username: person.complaints for person in people.values()}
    for person in people.values():
        person.context.close()
    assert not any(complaints.values()), complaints


@pytest.fixture
def mara(meet: Meet, parallax: Up) -> Person:
    """Give a manager who has signed in."""
    person = meet("mara")
    person.sign_in(parallax.password_of("mara"))
    return person


@pytest.fixture
def demo(mara: Person) -> str:
    """Return the id of the demo project: three articles, marked by three annotators."""
    return mara.project_called("Demo")


@pytest.fixture
def chloe(meet: Meet, parallax: Up) -> Iterator[Person]:
    """Give an annotator with an article open. What she marks is gone afterwards."""
    person = meet("chloe")
    person.sign_in(parallax.password_of("chloe"))
    person.open_assignment("US-Ukraine")
    yield person
    delete_all(person)


@pytest.fixture(scope="module")
def run(browser: Browser) -> Iterator[Callable[..., Any]]:
    """Give a function that runs `(modules, argument) => …` with modules imported by path."""
    with static_server() as address:
        page = browser.new_page()
        page.goto(f"{address}/frontend/workspace/model/offsets.js")

        def run(paths: str, body: str, argument: Any = None) -> Any:
            imports = ", ".join(
                f"import('/frontend/workspace/{path}.js')" for path in paths.split()
            )
            return page.evaluate(
                f"async (given) => {{ const modules = Object.assign({{}},"
                f" ...await Promise.all([{imports}])); return await ({body})(modules, given); }}",
                argument,
            )

        yield run
        page.close()
