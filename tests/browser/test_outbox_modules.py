"""Writing over a bad line, with two tabs, reloads and another device: played out in a browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from playwright.sync_api import Browser

from tests.browser.static_server import static_server

pytestmark = pytest.mark.browser
# A story takes long to be told again: what failed is shown as it was found.
few = hypothesis_settings(
    max_examples=25,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow],
)
SOURCE = (Path(__file__).parent / "model_server.js").read_text("utf-8")
MODULES = "model/changes model/history model/ids model/spans sync/writer sync/queue sync/ops ../api"
Play = Callable[..., Any]


@pytest.fixture(scope="module")
def play(browser: Browser) -> Iterator[Play]:
    """Give a function that runs `(modules, argument) => …` beside the model of a server."""
    with static_server() as address:
        page = browser.new_page()
        page.goto(f"{address}/frontend/workspace/model/ids.js")

        def play(argument: Any, body: str = "story") -> Any:
            imports = ", ".join(f"import('/frontend/workspace/{p}.js')" for p in MODULES.split())
            return page.evaluate(
                f"async (given) => {{ {SOURCE}; const modules = Object.assign({{}},"
                f" ...await Promise.all([{imports}])); return await ({body})(modules, given); }}",
                argument,
            )

        yield play
        page.close()


FAULTS = ["ok", "ok", "lost", "unheard", "unheard", "cut:0", "cut:1", "cut:2", "busy", "expired"]
faults = st.lists(st.sampled_from(FAULTS), max_size=12)
OWN = ["make", "make", "edit", "edit", "delete", "link", "about", "decide", "both", "undo", "redo"]
AROUND = ["reload", "pause"]


def actions_of(kinds: list[str], tabs: int) -> Any:
    numbers = st.integers(0, 8)
    action = st.tuples(st.integers(0, tabs - 1), st.sampled_from(kinds), numbers, numbers)
    return st.lists(action, min_size=3, max_size=14)


@few
@given(given_faults=faults, actions=actions_of([*OWN, *AROUND], 2))
def test_everything_is_done_once_in_order_over_any_line(
    play: Play, given_faults: list[str], actions: list[Any]
) -> None:
    got = play({"faults": given_faults, "actions": actions, "isInStep": True})
    assert got["onServer"] == got["expected"] == got["seen"][0] == got["seen"][1]
    assert got["problems"] == [[], []]
    assert all(times == 1 for times in got["applied"].values()), got["applied"]
    assert got["left"] == 0


@few
@given(given_faults=faults, actions=actions_of([*OWN, *AROUND], 2))
def test_two_tabs_that_work_at_the_same_moment_end_alike(
    play: Play, given_faults: list[str], actions: list[Any]
) -> None:
    got = play({"faults": given_faults, "actions": actions, "isInStep": False})
    assert got["seen"][0] == got["seen"][1] == got["onServer"]
    assert all(times == 1 for times in got["applied"].values()), got["applied"]
    assert got["left"] == 0


@few
@given(
    given_faults=faults,
    actions=actions_of([*OWN, *AROUND, "edit elsewhere", "delete elsewhere"], 1),
)
def test_what_another_device_changed_is_never_overwritten_in_silence(
    play: Play, given_faults: list[str], actions: list[Any]
) -> None:
    got = play({"faults": given_faults, "actions": actions, "isInStep": True})
    assert got["missed"] == []
    assert got["seen"][0] == got["seen"][1] == got["onServer"]
