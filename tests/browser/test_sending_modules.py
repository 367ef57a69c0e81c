"""Modules that ask the server, in a browser whose line answers what a test says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser.static_server import static_server

pytestmark = pytest.mark.browser
Ask = Callable[..., Any]


@pytest.fixture(scope="module")
def ask(browser: Browser) -> Iterator[Ask]:
    """Give a function that runs `(modules, given) => …`; `given` says what is answered to whom.

    `globalThis.asked` then holds every request, and how many were under way at once.
    """
    with static_server() as address:
        page = browser.new_page()
        page.goto(f"{address}/frontend/workspace/model/ids.js")

        def ask(paths: str, body: str, given: Any) -> Any:
            imports = ", ".join(f"import('/frontend/{path}.js')" for path in paths.split())
            return page.evaluate(
                f"async (given) => {{ {LINE}; const modules = Object.assign({{}},"
                f" ...await Promise.all([{imports}])); return await ({body})(modules, given); }}",
                given,
            )

        yield ask
        page.close()


LINE = """
  const asked = [];
  let underWay = 0;
  globalThis.fetch = async (url, { method, body }) => {
    asked.push([method, new URL(url).pathname.split("/").at(-2), body ?? "", underWay += 1]);
    await new Promise((resolve) => setTimeout(resolve, 5));
    underWay -= 1;
    const [status, text] = (given.answers[method] ?? []).shift() ?? [200, '{"id": ""}'];
    return new Response(text, { status });
  };
"""
CHANGE = """async ({ AssignmentApi, isPassing }) => {
  try {
    return await new AssignmentApi("a").change([]);
  } catch (error) {
    return isPassing(error) ? "later" : "never";
  }
}"""


@pytest.mark.parametrize(
    ("status", "text", "comes"),
    [
        (200, '{"results": []}', []),
        (200, "", "later"),
        (200, "null", "later"),
        (200, '{"results": null}', "later"),
        (200, "<h1>Sign in to the wireless network</h1>", "later"),
        (404, "<h1>No such host</h1>", "later"),
        (404, "", "later"),
        (400, "null", "later"),
        (400, '{"error": "of a proxy"}', "later"),
        (502, "<h1>Bad gateway</h1>", "later"),
        (413, "<h1>Too large</h1>", "never"),
        (404, '{"code": "not_found", "message": ""}', "never"),
        (400, '{"code": "invalid", "message": ""}', "never"),
    ],
)
def test_only_the_server_itself_refuses_a_write(
    ask: Ask, status: int, text: str, comes: Any
) -> None:
    given = {"answers": {"POST": [[status, text]]}}
    assert ask("workspace/sync/api workspace/sync/retrying", CHANGE, given) == comes


RULE = """async ({ ReviewApi, DecisionWriter }) => {
  const refused = [];
  const told = { tell() {}, settle() {}, refuse: ({ code }) => refused.push(code) };
  const writer = new DecisionWriter(new ReviewApi("d"), told);
  const link = { key: "l", type: "supports", source: "a", target: "b" };
  writer.write({ key: "s", spans: null, note: "" });
  writer.write({ key: "l", link, isGold: null, note: "" });
  writer.write({ key: "s", spans: [], note: "" });
  await writer.outbox.drained();
  return [asked.filter(([method]) => method !== "GET").length, refused];
}"""


def test_a_ruling_that_is_gone_already_is_taken_back(ask: Ask) -> None:
    gone = [404, '{"code": "not_found", "message": ""}']
    given = {"answers": {"DELETE": [gone, gone], "PUT": [gone]}}
    assert ask("review/sync/api review/sync/decisions", RULE, given) == [3, ["not_found"]]


PREFER = """async ({ keepPreference }) => {
  const kept = [["keys", {}], ["reading", { size: 1 }], ["reading", { size: 2 }]];
  const all = await Promise.allSettled(kept.map(([part, value]) => keepPreference(part, value)));
  return [asked, all.map(({ status }) => status)];
}"""


def test_preferences_are_kept_one_by_one_in_order(ask: Ask) -> None:
    refusal = [400, '{"code": "invalid", "message": ""}']
    asked, ends = ask("workspace/sync/preferences", PREFER, {"answers": {"PATCH": [refusal]}})
    bodies = ['{"keys":{}}', '{"reading":{"size":1}}', '{"reading":{"size":2}}']
    assert asked == [["PATCH", "preferences", body, 1] for body in bodies]
    assert ends == ["rejected", "fulfilled", "fulfilled"]


KEPT = """({ outcomesOf, refuse }, { op, body }) => {
  const [{ refusal }] = outcomesOf([op], [{ status: 409, body }], () => null);
  return [refusal?.code, refuse(op, refusal ?? {}, [op])];
}"""


def test_a_decision_stays_while_what_it_made_was_changed_elsewhere(ask: Ask) -> None:
    op = {"key": "k", "kind": "retract_decision", "id": "s", "wanted": None, "touches": ["s"]}
    current = {"code": "stale", "message": "", "current": {"id": "a", "rev": 2}}
    code, follows = ask("workspace/sync/queue", KEPT, {"op": op, "body": current})
    assert code == "stale"
    assert follows == {"refused": None, "dropped": [], "revs": {}}
