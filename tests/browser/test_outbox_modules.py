"""Writing over a bad line, with two tabs, reloads and another device: played out in a browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, example, given
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
HERE = Path(__file__).parent
SOURCE = "".join((HERE / name).read_text("utf-8") for name in ("model_server.js", "model_tabs.js"))
MODULES = "model/changes model/history model/ids model/spans sync/writer sync/database ../api"
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


FAULTS = [
    "ok",
    "ok",
    "lost",
    "unheard",
    "unheard",
    "cut:0",
    "cut:1",
    "cut:2",
    "busy",
    "expired",
    "strange",
]
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


@few
@given(
    given_faults=st.lists(st.sampled_from([*FAULTS, "refuse", "refuse"]), max_size=12),
    actions=actions_of([*OWN, *AROUND], 1),
)
@example(given_faults=["refuse"], actions=[(0, "make", 1, 1), (0, "delete", 0, 0)])
def test_nobody_has_to_decide_about_deleting_what_was_never_taken(
    play: Play, given_faults: list[str], actions: list[Any]
) -> None:
    got = play({"faults": given_faults, "actions": actions, "isInStep": False})
    spans = [one for one in got["problems"][0] if one["kind"] != "suggestion"]
    assert all(one["wanted"] for one in spans)
    assert got["missed"] == []
    assert got["seen"][0] == got["seen"][1] == got["onServer"]
    assert got["left"] == 0


def test_a_span_made_again_comes_from_the_suggestion_it_came_from(play: Play) -> None:
    actions = [(0, "decide", 1, 1), (0, "delete", 0, 0), (0, "undo", 0, 0)]
    got = play({"faults": [], "actions": actions, "isInStep": True})
    assert [span["suggestion"] for span in got["onServer"]["annotations"]] == ["s"]


# --- What the tabs of one browser tell each other -----------------------------------------

KILLED = """async (modules) => {
  const server = new ModelServer(modules.ApiError, ["refuse"]);
  const scope = `test/${modules.newId()}`;
  const [gone, left] = [new Tab(modules, server, scope), new Tab(modules, server, scope)];
  for (const tab of [gone, left]) await tab.open();
  const { tabs } = gone.writer;
  const tell = tabs.tell.bind(tabs);
  // It is killed as soon as its journal has the server's answer.
  tabs.tell = (news) => (news.type === "settled" ? tabs.close() : tell(news));
  for (const tab of [gone, left]) await tab.writer.sender.idle();
  gone.act("make", 1, 1);
  await until(() => tabs.isClosed && left.writer.pending === 1, "answered, and shown in the other");
  await gone.writer.end();
  await until(() => left.writer.pending === 0, "the other tab knows that nothing waits");
  const { problems } = left.writer;
  const shown = problems.map(({ kind, wanted, stored }) => [kind, wanted.start, stored]);
  left.writer.dismiss(problems[0]);
  await until(() => left.writer.problems.length === 0, "it is decided");
  await left.writer.end();
  return shown;
}"""


def test_a_refusal_of_which_a_killed_tab_did_not_tell_is_shown_in_the_other(play: Play) -> None:
    assert play(None, KILLED) == [["annotation", 1, None]]


# --- What one computer keeps --------------------------------------------------------------

FULL_DISK = """async (modules) => {
  const tab = new Tab(modules, new ModelServer(modules.ApiError, []), `test/${modules.newId()}`);
  await tab.open();
  const store = IDBObjectStore.prototype;
  const { add, delete: remove } = store;
  // The disk is full for an edit that is made while the span's creation is being settled.
  store.delete = function (...given) {
    store.delete = remove;
    store.add = () => { throw new DOMException("", "QuotaExceededError"); };
    tab.act("edit", 0, 3);
    return remove.apply(this, given);
  };
  tab.act("make", 1, 1);
  try {
    await until(() => store.delete === remove && tab.isStill, "all is sent");
  } finally {
    Object.assign(store, { add, delete: remove });
  }
  await tab.writer.end();
  return tab.server.opened().stored.map(({ annotation, rev }) => [annotation.start, rev]);
}"""


def test_a_write_for_which_there_is_no_room_goes_on_from_what_was_answered(play: Play) -> None:
    assert play(None, FULL_DISK) == [[3, 2]]


SIGNED_OUT = """async (modules) => {
  const [gone, left] = [modules.newId(), modules.newId()];
  const server = () => new ModelServer(modules.ApiError, []);
  const tabs = [gone, left].map((user) => new Tab(modules, server(), `${user}/text`));
  for (const tab of tabs) {
    await tab.open();
    tab.act("make", 1, 1);
    await until(() => tab.isStill, "it is sent");
    tab.server.faults = Array(900).fill("expired");
    tab.act("make", 2, 2);
    await until(() => !tab.writer.keeping.isAtRisk, "it is kept");
  }
  await modules.forgetHistory(gone);
  const kept = await Promise.all(tabs.map((tab) => tab.writer.keeping.read()));
  for (const tab of tabs) await tab.writer.end();
  return kept.map(({ ops, steps }) => [ops.length, steps.changes.length, steps.done]);
}"""


def test_signing_out_leaves_only_what_is_not_sent(play: Play) -> None:
    assert play(None, SIGNED_OUT) == [[1, 0, 0], [1, 2, 2]]
