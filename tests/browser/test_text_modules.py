"""The text view by itself, with its style sheets: what is drawn, and that it stays the text."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

import pytest
from hypothesis import example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, expect

from tests.browser.static_server import STATIC
from tests.browser.text_page import Show, own, suggested, text_page

pytestmark = pytest.mark.browser
few = hypothesis_settings(max_examples=15, deadline=None)

WARNING = "Moscow warned that NATO membership could provoke a strong reaction. "
ARABIC = "قالت موسكو إن حلف NATO يهدد الأمن في المنطقة. "
MIXED = f"{ARABIC}中国外交部发言人表示，日本政府应当谨言慎行。👩‍👩‍👧‍👦 und 🇺🇦. {WARNING}"
CONTROLS = "\u202e\u202c\u2066\u2069\u200b\u200e\u061c\x07\x7f\x85\ufeff\u00ad"


@pytest.fixture(scope="module")
def show(browser: Browser) -> Iterator[Show]:
    with text_page(browser) as show:
        yield show


# --- Digits -------------------------------------------------------------------------------

MOVED = """() => {
  const { root, view, boxes } = bench;
  const shown = JSON.stringify(boxes(0, view.text.length));
  const widths = [...root.querySelectorAll(".tag")]
    .map((tag) => getComputedStyle(tag, "::before").width);
  for (const tag of root.querySelectorAll(".tag")) tag.style.display = "none";
  const plain = JSON.stringify(boxes(0, view.text.length));
  return [shown === plain, widths.every((width) => parseFloat(width) > 0)];
}"""


@pytest.mark.parametrize("text", [WARNING * 2, ARABIC * 3, MIXED])
def test_digits_move_no_letter_wherever_spans_begin(show: Show, text: str) -> None:
    # A span that begins within a ligature has to break it, with a digit or without.
    starts = [at for at in range(60) if text[at - 1 : at + 1] != "لأ"]
    page = show(text, [own(at, at + 3) for at in starts])
    assert page.evaluate(MOVED) == [True, True]


def test_a_span_says_its_label_without_colour(show: Show) -> None:
    spans = [own(0, 6, unsure=True), suggested(0, 13, "argument"), own(19, 23, "hedge")]
    page = show(WARNING, spans)
    said = page.evaluate(
        "() => [...bench.root.querySelectorAll('.tag')].map((tag) =>"
        " [tag.className, getComputedStyle(tag, '::before').content])"
    )
    kinds = {kind.removeprefix("tag "): content for kind, content in said}
    assert kinds["own tag-actor"].startswith('"2?"')
    assert kinds["own tag-actor"].endswith('/ "Actor: "')
    assert kinds["suggestion tag-argument"].endswith('/ "Argument, suggested: "')
    assert kinds["own tag-hedge"].startswith('"H"')


def test_digits_that_do_not_fit_are_counted(show: Show) -> None:
    labels = ("argument", "actor", "threat", "hedge")
    page = show("US war.", [own(0, 2, label) for label in labels])
    expect(page.locator(".tag.rest")).to_have_attribute("data-signs", "+2")


COLOURS = """() => {
  const probe = document.createElement("p");
  probe.style.cssText = "color: CanvasText; background-color: Canvas";
  document.body.append(probe);
  const of = (element, part) => {
    const { color, backgroundColor } = getComputedStyle(element, part);
    return [color, backgroundColor];
  };
  return [of(bench.root.querySelector(".tag"), "::before"), of(probe)];
}"""


def test_digits_are_seen_in_forced_colours_whatever_theme_was_chosen(show: Show) -> None:
    page = show(WARNING, [suggested(0, 13, "argument")])
    page.evaluate("document.documentElement.dataset.theme = 'sepia'")
    page.emulate_media(forced_colors="active", color_scheme="dark")
    digit, canvas = page.evaluate(COLOURS)
    assert digit == canvas


def test_numbers_of_links_take_their_own_room_on_paper(show: Show) -> None:
    page = show(WARNING, [own(0, 13), own(0, 13, "argument")])
    second = page.locator(".tag").nth(1)
    second.evaluate("(tag) => (tag.dataset.numbers = '[2]')")
    page.emulate_media(media="print")
    assert second.evaluate("(tag) => getComputedStyle(tag).insetInlineStart") == "0px"


# --- Depth --------------------------------------------------------------------------------

ROOM = """() => {
  const { view, lanes } = bench;
  const marks = [...bench.root.querySelectorAll("mark")];
  const y = (at) => view.places.boxAt(at).top;
  const first = marks[0].getBoundingClientRect();
  const places = new Set(getComputedStyle(marks[0]).backgroundPositionY.split(", "));
  const below = bench.boxes(first.length, view.text.length).map(([, top]) => top)
    .filter((top) => top > y(0) + 4);
  return [places.size, Math.min(...below) >= first.bottom - 4];
}"""


@pytest.mark.parametrize("depth", [2, 4, 8, 12, 20])
def test_spans_on_the_same_words_each_have_a_line_that_meets_no_other_words(
    show: Show, depth: int
) -> None:
    page = show(WARNING * 6, [own(0, 6, "actor") for _ in range(depth)])
    lines, has_room = page.evaluate(ROOM.replace("first.length", "0"))
    assert (lines, has_room) == (depth, True)


# --- The text stays the text --------------------------------------------------------------


def test_what_steers_and_hides_is_shown_and_stays_in_the_text(show: Show) -> None:
    text = f"a{'b'.join(CONTROLS)}c"
    page = show(text, [own(0, 5)])
    assert page.evaluate("bench.root.textContent") == text
    signs = page.evaluate(
        "() => [...bench.root.querySelectorAll('.control')].map((one) =>"
        " [one.textContent, ...['::before', '::after'].map((place) =>"
        " getComputedStyle(one, place).content).filter((content) => content !== 'none')])"
    )
    assert [sign for sign, _ in signs] == list(CONTROLS)
    assert [name.split('"')[1] for _, name in signs][:4] == ["RLO", "PDF", "LRI", "PDI"]
    assert all(len(name.split('"')[1]) > 1 for _, name in signs)


def test_joiners_of_emoji_are_no_hidden_signs(show: Show) -> None:
    page = show("👩‍👩‍👧‍👦 نیم‌فاصله")
    expect(page.locator(".control")).to_have_count(0)


FLOW = """() => {
  const { view, root } = bench;
  view.openAll();
  const edges = view.sections.flatMap(({ blocks }) => blocks.filter(({ isJoined }) => isJoined));
  const onOneLine = edges.filter(({ start }) =>
    view.places.boxAt(start, true).top === view.places.boxAt(start).top);
  return [root.textContent === view.text, edges.length, onOneLine.length > 0];
}"""


def test_a_paragraph_without_end_flows_as_one(show: Show) -> None:
    page = show(WARNING * 320)
    assert page.evaluate(FLOW) == [True, 5, True]
    assert page.locator(".flow").count() == 1


FOUND = """([words]) => {
  getSelection().removeAllRanges();
  const isFound = find(words, true);
  return [isFound, getSelection().toString()];
}"""


def test_the_browsers_search_finds_words_across_marks_and_far_away(show: Show) -> None:
    far = "The needle is here."
    page = show(
        WARNING * 400 + "\n" + far, [own(7, 13), own(14, 30, "argument"), suggested(19, 23)]
    )
    assert page.evaluate(FOUND, ["Moscow warned that NATO"])[0]
    found, selected = page.evaluate(FOUND, ["needle is"])
    assert found
    page.evaluate("bench.view.openAll()")
    assert page.evaluate("getSelection().toString()") == selected == "needle is"


pieces = st.sampled_from(["a", "NATO ", "حلف ", "🇺🇦", "\n", "\r\n", "\u202e", "é", "中国", ". "])
texts = st.lists(pieces, min_size=1, max_size=30).map("".join)
CHANGED = """(changes) => {
  const { view, lanes, root, store, look } = bench;
  const most = view.text.length;
  for (const [at, length, isOther] of changes) {
    const id = `s${at % 5}`;
    const before = store.drawn(id);
    const start = at % most;
    const end = Math.min(most, start + length);
    const label = isOther ? "argument" : "actor";
    const span = { id, label, origin: "own", start, end, is_unsure: length % 2 === 0 };
    store.apply({ name: "", steps: [{ kind: "annotation", id, before, after: span }] });
    const moved = lanes.change(store.allDrawn(), before ? [before, span] : [span]);
    view.change(before ? [before] : [], [id, ...moved].map((one) => store.drawn(one)));
  }
  const marked = ({ id }) =>
    [...root.querySelectorAll(`mark[data-spans~="${id}"]`)].map((one) => one.textContent).join("");
  const isRight = (span) => marked(span) === view.text.slice(span.start, span.end);
  const other = document.createElement("div");
  const anew = new view.constructor(other, view.text, store.allDrawn(), look);
  for (const one of [view, anew]) one.openAll();
  return [
    root.textContent === view.text,
    store.annotations().every(isRight),
    root.innerHTML === other.innerHTML,
  ];
}"""
changes = st.tuples(st.integers(0, 60), st.integers(1, 40), st.booleans())


@few
@given(text=texts, given_changes=st.lists(changes, min_size=4, max_size=12))
@example(text="NATO " * 10, given_changes=[(at, 10, False) for at in (0, 6, 12, 30)])
@example(text="NATO " * 10, given_changes=[(8, 2, False), (10, 10, False), (0, 20, False)])
def test_whatever_changes_the_page_shows_the_text_and_its_spans_as_if_drawn_anew(
    show: Show, text: str, given_changes: list[tuple[int, int, bool]]
) -> None:
    page = show(text)
    assert page.evaluate(CHANGED, given_changes) == [True, True, True]


# --- Caret --------------------------------------------------------------------------------

STEPS = """(keys) => {
  let at = { anchor: 3, head: 3 };
  bench.root.focus();
  bench.caret.write(at);
  const press = (key) => bench.caret.moved(new KeyboardEvent("keydown", { key }), at);
  return keys.map((key) => (at = press(key)).head);
}"""


def test_the_caret_follows_the_direction_of_the_script(show: Show) -> None:
    assert show(WARNING, [own(4, 6)]).evaluate(
        STEPS, ["ArrowRight", "ArrowRight", "ArrowLeft"]
    ) == [
        4,
        5,
        4,
    ]
    assert show(ARABIC, [own(4, 6)]).evaluate(STEPS, ["ArrowLeft", "ArrowLeft", "ArrowRight"]) == [
        4,
        5,
        4,
    ]


# --- Links --------------------------------------------------------------------------------


def test_links_are_drawn_only_for_the_span_one_looks_at(show: Show) -> None:
    text = "\n".join([WARNING, WARNING, *["Nothing."] * 80, WARNING])
    spans = [own(0, 6), own(19, 23), own(len(text) - 20, len(text) - 9, "argument")]
    page = show(text, spans, [["s0", "s1"], ["s2", "s0"]])
    expect(page.locator(".connectors > *")).to_have_count(0)
    page.evaluate("bench.connectors.show('s0')")
    expect(page.locator(".connectors .link")).to_have_count(2)
    notes = page.locator(".connectors text").all_text_contents()
    assert notes[0] == "supports"
    assert re.fullmatch(r"supports ↓ “.+”", notes[1])
    assert (
        page.evaluate("getComputedStyle(document.querySelector('.connectors')).pointerEvents")
        == "none"
    )
    page.evaluate("bench.connectors.show(null)")
    expect(page.locator(".connectors > *")).to_have_count(0)


def test_a_span_shows_that_it_has_links_and_when_they_go(show: Show) -> None:
    page = show(WARNING, [own(0, 6), own(19, 23)], [["s0", "s1"]])
    tags = page.locator(".tag")
    assert [tag.get_attribute("data-signs") for tag in tags.all()] == ["→", "←"]
    page.evaluate("""() => {
      const { store, look, view } = bench;
      const before = store.relation("r0");
      store.apply({ name: "", steps: [{ kind: "relation", id: "r0", before, after: null }] });
      view.change([], look.update(new Set(["r0"])));
    }""")
    assert [tag.get_attribute("data-signs") for tag in tags.all()] == [None, None]


# --- What keeps it fast, in numbers that no busy machine changes ---------------------------


def test_a_book_with_ten_thousand_spans_costs_few_nodes(show: Show) -> None:
    dice = random.Random(7)  # noqa: S311  # no secret
    text = "\n\n".join(WARNING * 6 for _ in range(1_600))
    starts = [dice.randrange(len(text) - 200) for _ in range(10_000)]
    page = show(text, [own(at, at + dice.randint(2, 120)) for at in starts])
    nodes = "() => { let n = 0; const w = document.createTreeWalker(document);"
    assert page.evaluate(nodes + "while (w.nextNode()) n += 1; return n; }") <= 3_000


def test_few_rules_style_highlights() -> None:
    css = STATIC / "frontend" / "css"
    of_the_page = [css / "tokens.css", *(css / "page").iterdir(), *(css / "workspace").iterdir()]
    sheets = [path.read_text() for path in of_the_page]
    assert 0 < sum(sheet.count("::highlight(") for sheet in sheets) <= 6
