"""What stands beside the text, its pure modules each by itself; and how they reach the page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from playwright.sync_api import Browser

from annotator.domain.texts import ANSWER_LIMIT, NOTE_LIMIT
from frontend.markdown import render_markdown
from frontend.templatetags.duration_tags import in_minutes
from frontend.templatetags.module_tags import preload_modules
from tests.browser.static_server import STATIC, static_server

pytestmark = pytest.mark.browser
few = hypothesis_settings(max_examples=60, deadline=None)
Run = Callable[..., Any]
PAUSE = 60_000  # ms, as model/time.js has it


@pytest.fixture(scope="module")
def run(browser: Browser) -> Iterator[Run]:
    """Give a function that runs `(module, argument) => …` with a module imported by path."""
    with static_server() as address:
        page = browser.new_page()
        page.goto(f"{address}/frontend/workspace/model/time.js")

        def run(path: str, body: str, argument: Any = None) -> Any:
            module = f"await import('/frontend/workspace/{path}.js')"
            return page.evaluate(f"async (given) => ({body})({module}, given)", argument)

        yield run
        page.close()


# --- Time on task -------------------------------------------------------------------------

# Signs as they come: how long after the one before (a clock may be set back), and which.
steps = st.integers(-100_000, 200_000) | st.sampled_from([0, PAUSE, PAUSE + 1])
signs = st.lists(st.tuples(steps, st.sampled_from(["active", "active", "away"])), max_size=30)
WORKED = """({ NO_WORK, afterSign }, signs) =>
  signs.reduce((work, [at, is]) => afterSign(work, { at, is }), NO_WORK).worked"""


def at_times(given_signs: list[tuple[int, str]]) -> list[list[Any]]:
    now, timed = 0, []
    for step, kind in given_signs:
        now += step
        timed.append([now, kind])
    return timed


@few
@given(given_signs=signs)
def test_it_counts_the_short_pauses_of_somebody_who_is_there(
    run: Run, given_signs: list[tuple[int, str]]
) -> None:
    timed = at_times(given_signs)
    counted = sum(
        min(max(after - before, 0), PAUSE) if after - before <= PAUSE else 0
        for (before, kind), (after, _) in pairwise(timed)
        if kind == "active"
    )
    assert run("model/time", WORKED, timed) == counted


@few
@given(given_signs=signs)
def test_it_never_counts_more_than_has_passed(run: Run, given_signs: list[tuple[int, str]]) -> None:
    forward = [(abs(step), kind) for step, kind in given_signs]
    assert 0 <= run("model/time", WORKED, at_times(forward)) <= sum(step for step, _ in forward)


# --- Before submitting --------------------------------------------------------------------

CHECKS = """({ checks }, unsent) => {
  const span = (id, label, more) => ({ id, label, is_unsure: false, gaps: [], ...more });
  const annotations = [span("a", "actor"), span("b", "claim", { gaps: ["tone"], is_unsure: true }),
    span("c", "claim", { gaps: ["tone"] })];
  const suggestions = [{ id: "s", label: "actor", verdict: "accepted" },
    { id: "t", label: "claim", verdict: null }];
  const labels = ["actor", "claim", "evidence"];
  const found = checks({ annotations, suggestions, labels, missing: (one) => one.gaps, unsent });
  return found.map(({ kind, count, first, labels: named }) => [kind, count, first, named]);
}"""


def test_it_names_everything_worth_a_look_and_the_first_place(run: Run) -> None:
    assert run("model/checks", CHECKS, 2) == [
        ["unsent", 2, None, []],
        ["undecided", 1, "t", ["claim"]],
        ["unanswered", 2, "b", ["claim"]],
        ["unsure", 1, "b", ["claim"]],
        ["unused", 1, None, ["evidence"]],
    ]


def test_it_says_nothing_of_what_is_all_right(run: Run) -> None:
    assert next(row[0] for row in run("model/checks", CHECKS, 0)) == "undecided"
    nothing = """({ checks }) => checks({ annotations: [], suggestions: [], labels: [],
      missing: () => [], unsent: 0 })"""
    assert run("model/checks", nothing) == []


# --- Answers ------------------------------------------------------------------------------

ANSWERED = """({ unanswered, withAnswer }, [answers, name, answer]) => {
  const attributes = ["a", "b"].map((one) => ({ name: one }));
  const after = withAnswer(answers, name, answer);
  return [after, unanswered(attributes, after).map((one) => one.name)];
}"""


@pytest.mark.parametrize(
    ("answer", "after", "missing"),
    [
        (False, {"b": 1, "a": False}, []),
        (0, {"b": 1, "a": 0}, []),
        ("", {"b": 1}, ["a"]),
        ([], {"b": 1}, ["a"]),
        (None, {"b": 1}, ["a"]),
        (["x"], {"b": 1, "a": ["x"]}, []),
    ],
)
def test_no_and_zero_say_something_and_nothing_is_left_out(
    run: Run, answer: Any, after: dict[str, Any], missing: list[str]
) -> None:
    assert run("model/attributes", ANSWERED, [{"a": "old", "b": 1}, "a", answer]) == [
        after,
        missing,
    ]


def test_what_may_be_written_is_as_long_as_the_server_takes(run: Run) -> None:
    body = "({ MOST_ANSWER, MOST_NOTE }) => [MOST_ANSWER, MOST_NOTE]"
    assert run("model/attributes", body) == [ANSWER_LIMIT, NOTE_LIMIT]


REFUSED = """({ mayChange }, [isOpen, isPutAside]) => {
  const said = [];
  const say = (words) => said.push(words);
  const parts = { isOpen: () => isOpen, isPutAside: () => isPutAside, say };
  return [mayChange(parts), ...said];
}"""


@pytest.mark.parametrize(
    ("stands", "told"),
    [
        ([True, False], [True]),
        ([False, False], [False, "This is submitted; it cannot be changed any more."]),
        ([False, True], [False, "This is put aside; take it up again to change it."]),
    ],
)
def test_it_says_why_nothing_can_be_changed(run: Run, stands: list[bool], told: list[Any]) -> None:
    assert run("input/parts", REFUSED, stands) == told


# --- The guideline ------------------------------------------------------------------------

HEADING = """({ headingOf }, [title, headings]) =>
  headingOf({ name: title.toLowerCase().replace(" ", "_"), title },
    headings.map((words) => ({ id: words, words })))?.id ?? null"""


@pytest.mark.parametrize(
    ("title", "headings", "found"),
    [
        ("Actor", ["Threat claims by actors", "Actors", "actor: extent"], "Actors"),
        ("Threat claim", ["Claims", "2. THREAT CLAIM — clause"], "2. THREAT CLAIM — clause"),
        ("Threat claim", ["threat_claim", "Threat claim or not"], "threat_claim"),
        ("Evidence", ["Evidence — clause", "No evidence"], "Evidence — clause"),
        ("Argument", ["Arguments", "Argumentation"], "Arguments"),
        ("Act", ["Actor", "Extract"], None),
    ],
)
def test_it_finds_the_section_of_a_label(
    run: Run, title: str, headings: list[str], found: str | None
) -> None:
    assert run("model/guideline", HEADING, [title, headings]) == found


@few
@given(sought=st.text("ab.*+?()[]\\^$|/- \n", max_size=5), before=st.text("ab Ä\n", max_size=8))
def test_it_finds_words_wherever_they_stand(run: Run, sought: str, before: str) -> None:
    places = run(
        "model/guideline",
        "({ places }, [text, sought]) => places(text, sought)"
        ".map(({ start, end }) => text.slice(start, end))",
        [f"{before} {sought} z", sought],
    )
    words = sought.split()
    assert all(len(place.split()) <= len(words) for place in places)
    assert bool(places) == bool(re.findall(r"\S", sought))


# --- How they reach the page --------------------------------------------------------------


def test_the_page_preloads_every_module_of_the_workspace() -> None:
    named = re.findall(
        r'href="[^"]*/(frontend/workspace/[^"]+\.js)"', preload_modules("frontend/workspace")
    )
    modules = (STATIC / "frontend" / "workspace").rglob("*.js")
    assert named == sorted(str(path.relative_to(STATIC)) for path in modules)


def test_the_guideline_keeps_clear_of_the_pages_own_ids() -> None:
    html = render_markdown(
        "# Submit\n[above](#submit), [far](https://a.example/#submit)", prefix="s-"
    )
    assert 'id="s-submit"' in html
    assert 'href="#s-submit"' in html
    assert 'href="https://a.example/#submit"' in html


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(None, ""), (0, ""), (59, "under 1 min"), (725, "12 min"), (7500, "2 h 5 min")],
)
def test_time_is_told_in_few_words(run: Run, seconds: int | None, words: str) -> None:
    assert in_minutes(seconds) == words
    if seconds:
        assert (
            run("view/worked", "({ inMinutes }, seconds) => inMinutes(seconds)", seconds) == words
        )
