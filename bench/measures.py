"""What a reader waits for, measured in a real browser from real input events."""

from __future__ import annotations

import gzip
import math
from collections.abc import Iterable, Sequence
from typing import Any

from playwright.sync_api import CDPSession, Page

PAUSE_MS = 120  # between two keys or moves, so that each is answered before the next
KEYS = 40
MOVES = 60
JUMPS = 20
SCROLL_PX_PER_S = 9_000

# Runs before the page's own scripts. `painted` resolves when the frame that is next has been
# drawn: a message posted in its animation frame arrives after style, layout and paint.
WATCH = """
window.bench = { input: [], opened: null };
bench.painted = () => new Promise((resolve) => requestAnimationFrame(() => {
  const channel = new MessageChannel();
  channel.port1.onmessage = () => resolve(performance.now());
  channel.port2.postMessage(0);
}));
for (const kind of ["keydown", "pointermove"]) {
  addEventListener(kind, async (event) => {
    const entry = { kind, key: event.key ?? "", at: event.timeStamp };
    entry.ms = await bench.painted() - entry.at;
    bench.input.push(entry);
  }, { capture: true });
}
new MutationObserver(async (_, observer) => {
  if (!document.querySelector("#text > *")) return;
  observer.disconnect();
  bench.opened = await bench.painted();
}).observe(document, { childList: true, subtree: true });
"""

# [data → painted, load → painted] in ms; `load` counts from the click that leads to the page.
OPENING = """(assignment) => {
  const answers = performance.getEntriesByType("resource");
  const data = answers.find(({ name }) => name.endsWith(`/assignments/${assignment}/`)).responseEnd;
  return [bench.opened - data, bench.opened];
}"""

MODULES = """() => performance.getEntriesByType("resource")
  .map(({ name }) => name).filter((name) => name.endsWith(".js"))"""

NODES = """() => {
  const walker = document.createTreeWalker(document);
  let count = 1;
  while (walker.nextNode()) count += 1;
  return count;
}"""

# The time between frames, in ms, while the page moves down evenly.
SCROLL = """(speed) => new Promise((resolve) => {
  const frames = [];
  const last = document.documentElement.scrollHeight - innerHeight;
  const from = performance.now();
  let before = from;
  scrollTo({ top: 0, behavior: "instant" });
  requestAnimationFrame(function move(now) {
    frames.push(now - before);
    before = now;
    const top = ((now - from) / 1000) * speed;
    if (top > last || now - from > 6000) return resolve(frames.slice(2));
    scrollTo({ top, behavior: "instant" });
    requestAnimationFrame(move);
  });
})"""

# From the order to go somewhere until the place is drawn with what is marked there.
JUMP = """async (share) => {
  const from = performance.now();
  const text = document.getElementById("text").getBoundingClientRect();
  scrollTo({ top: scrollY + text.top + share * (text.height - innerHeight), behavior: "instant" });
  const isShown = () => document.elementsFromPoint(innerWidth / 3, innerHeight / 2)
    .filter((one) => one.matches(".text-section"))
    .every((section) => section.querySelector(".block"));
  let now = await bench.painted();
  while (!isShown() && now - from < 1000) now = await bench.painted();
  return now - from;
}"""


def percentile(values: Iterable[float], share: float) -> float:
    """Return the smallest value that at least `share` of the values do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def measure_opening(page: Page, assignment: str) -> dict[str, float]:
    """Open an assignment in an empty cache, and say how long it took and what it holds."""
    page.goto(f"/assignments/{assignment}/")
    page.wait_for_function("() => window.bench.opened", timeout=120_000)
    data, load = page.evaluate(OPENING, assignment)
    found = {"data → painted, ms": data, "load → painted, ms": load}
    found["DOM nodes at load"] = page.evaluate(NODES)
    found["code, gzip, kB"] = _gzipped(page) / 1000
    page.wait_for_load_state("networkidle")
    found["JS heap, MB"] = _heap(page.context.new_cdp_session(page)) / 1e6
    return found


def _gzipped(page: Page) -> int:
    """Return the size of the page's modules: compressed, which a proxy does where there is one."""
    bodies = [page.request.get(address).body() for address in page.evaluate(MODULES)]
    return sum(len(gzip.compress(body, mtime=0)) for body in bodies)


def _heap(devtools: CDPSession) -> float:
    devtools.send("HeapProfiler.enable")
    devtools.send("HeapProfiler.collectGarbage")
    return float(devtools.send("Runtime.getHeapUsage")["usedSize"])


def measure_keys(page: Page) -> dict[str, float]:
    """Label word after word in the middle of the text, then move the caret about."""
    _go_to_the_middle(page)
    devtools = page.context.new_cdp_session(page)
    # Processor time: what else the machine does meanwhile does not count.
    devtools.send("Performance.enable", {"timeDomain": "threadTicks"})
    work = 0.0
    for index in range(KEYS):
        _press(page, ["Escape", *["Control+ArrowRight"] * 4, "w"])
        before = _busy(devtools)
        _press(page, [str(index % 4 + 1)])
        work += _busy(devtools) - before
    labelled = [entry["ms"] for entry in _input(page, "keydown") if entry["key"] in "1234"]
    _press(page, ["Escape", *["ArrowRight", "ArrowDown", "ArrowLeft"] * (KEYS // 2)])
    moved = [e["ms"] for e in _input(page, "keydown") if e["key"].startswith("Arrow")]
    return {
        "key → painted p50, ms": percentile(labelled, 0.5),
        "key → painted p95, ms": percentile(labelled, 0.95),
        "main-thread work per key, ms": work / KEYS * 1000,
        "caret move p95, ms": percentile(moved, 0.95),
    }


def measure_hover(page: Page) -> dict[str, float]:
    """Move the pointer over the text, from one line and word to others."""
    box: Any = page.locator("#text").bounding_box()
    _input(page, "pointermove")
    for index in range(MOVES):
        x, y = box["x"] + 40 + 83 * index % (box["width"] - 80), 150 + 61 * index % 600
        page.mouse.move(x, y)
        page.wait_for_timeout(PAUSE_MS / 3)
    times = [entry["ms"] for entry in _input(page, "pointermove")]
    return {"hover p50, ms": percentile(times, 0.5), "hover p95, ms": percentile(times, 0.95)}


def measure_scrolling(page: Page) -> dict[str, float]:
    """Scroll fast through what nobody has seen yet, then jump to and fro."""
    page.reload()
    page.wait_for_function("() => window.bench.opened", timeout=120_000)
    page.wait_for_load_state("networkidle")
    page.mouse.move(0, 0)
    shares = [(7 * index % JUMPS + 0.5) / JUMPS for index in range(JUMPS)]
    jumps = [page.evaluate(JUMP, share) for share in shares]
    frames: list[float] = page.evaluate(SCROLL, SCROLL_PX_PER_S)
    slow = sum(frame > 20 for frame in frames)
    return {
        "jump p95, ms": percentile(jumps, 0.95),
        "scroll frames > 20 ms, %": 100 * slow / len(frames),
    }


def _go_to_the_middle(page: Page) -> None:
    page.evaluate("scrollTo({ top: document.documentElement.scrollHeight / 2 })")
    page.wait_for_timeout(500)
    box: Any = page.locator("#text").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, 400)
    page.wait_for_timeout(500)
    _input(page, "keydown")


def _press(page: Page, keys: Sequence[str]) -> None:
    for key in keys:
        page.keyboard.press(key)
        page.wait_for_timeout(PAUSE_MS)


def _busy(devtools: CDPSession) -> float:
    metrics = devtools.send("Performance.getMetrics")["metrics"]
    return float(next(row["value"] for row in metrics if row["name"] == "TaskDuration"))


def _input(page: Page, kind: str) -> list[dict[str, Any]]:
    """Return the events of one kind since the last call."""
    entries: list[dict[str, Any]] = page.evaluate("bench.input.splice(0)")
    return [entry for entry in entries if entry["kind"] == kind]
