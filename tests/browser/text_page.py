"""A page with the text view alone: its own style sheets, four labels, given spans."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Page

from tests.browser.static_server import static_server

STYLES = ("tokens", "page/type", "workspace/layout", "workspace/text", "workspace/links")
LABELS = [
    {"name": "argument", "title": "Argument", "key": "1"},
    {"name": "actor", "title": "Actor", "key": "2"},
    {"name": "threat", "title": "Threat claim", "key": "3"},
    {"name": "hedge", "title": "hedge", "key": ""},
]
SHELL = """<!doctype html><html><head>{styles}</head><body class="workspace-page"><main>
<div class="text-frame"><div id="text" class="text" tabindex="0"></div>
<div id="caret" class="caret" hidden></div></div></main></body></html>"""

# Shows spans given as [start, end, label, origin, signs] and leaves `bench` for the questions.
SHOW = """async ([text, given, links, labels]) => {
  const paths = ["view/text", "view/palette", "view/caret", "view/connectors", "view/look",
    "model/lanes", "model/spans", "model/describe", "model/changes"];
  const modules = await Promise.all(paths.map((path) => import(`/frontend/workspace/${path}.js`)));
  const { TextView, colourLabels, Caret, Connectors, Look, Lanes, SpanStore, Describe,
    annotationOf } = Object.assign({}, ...modules);
  const colours = { colour: "#1f6feb", colour_dark: "#5a8cff", definition: "" };
  const known = labels.map((label) => ({ ...colours, ...label }));
  if (!window.bench) colourLabels(known);
  const spans = given.map(([start, end, label, origin, unsure], at) => ({
    id: `s${at}`, label, start, end, origin, is_unsure: unsure }));
  const own = spans.filter(({ origin }) => origin === "own");
  const suggested = spans.filter(({ origin }) => origin !== "own");
  const types = [{ name: "supports", title: "supports", definition: "", ends: [] }];
  const store = new SpanStore();
  store.load({
    annotations: own.map((span) => annotationOf(span)),
    suggestions: suggested.map((one) => ({
      ...one, score: 0.5, reason: "", verdict: null, draft: null })),
    relations: links.map(([source, target], at) => ({
      id: `r${at}`, type: "supports", source, target, note: "", is_unsure: false })),
  });
  const parts = { store, describe: new Describe(text, known, types) };
  const root = document.getElementById("text");
  const lanes = new Lanes(store.allDrawn());
  const look = new Look(parts, lanes);
  const view = new TextView(root, text, store.allDrawn(), look);
  const caret = new Caret(document.getElementById("caret"), view);
  const connectors = new Connectors(root.parentElement, view, parts);
  const boxes = (from, to) => Array.from({ length: to - from }, (_, at) => {
    const range = view.places.rangeOf({ start: from + at, end: from + at + 1 });
    const { x, y, width } = range.getBoundingClientRect();
    return [x, y, width].map((value) => Math.round(value * 10) / 10);
  });
  window.bench = { root, store, lanes, look, view, caret, connectors, parts, boxes };
}"""

Given = Sequence[tuple[int, int, str, str, bool]]
Show = Callable[..., Page]


def own(start: int, end: int, label: str = "actor", *, unsure: bool = False) -> Any:
    return (start, end, label, "own", unsure)


def suggested(start: int, end: int, label: str = "actor") -> Any:
    return (start, end, label, "suggestion", False)


@contextmanager
def text_page(browser: Browser) -> Iterator[Show]:
    """Give a function that shows a text with spans and links (pairs like `["s0", "s1"]`)."""
    with static_server() as address:
        page = browser.new_page(viewport={"width": 800, "height": 600})
        page.goto(f"{address}/frontend/words.js")
        links = (f'<link rel="stylesheet" href="/frontend/css/{style}.css">' for style in STYLES)
        page.set_content(SHELL.format(styles="".join(links)))

        def show(text: str, spans: Given = (), links: Sequence[Sequence[str]] = ()) -> Page:
            page.emulate_media(media="screen", color_scheme="light", forced_colors="none")
            page.evaluate("scrollTo(0, 0); delete document.documentElement.dataset.theme")
            page.evaluate(SHOW, [text, list(spans), [list(pair) for pair in links], LABELS])
            return page

        yield show
        page.close()
