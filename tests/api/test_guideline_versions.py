"""The guideline's versions: every one is kept, and what it changed can be read."""

from __future__ import annotations

from typing import Any

import pytest

from annotator.domain.differences import changed_lines
from annotator.models import GuidelineVersion
from tests.cast import Cast, Client, client_of, mark, stored


class Desk:
    """Mara at the guideline of her project."""

    def __init__(self, cast: Cast) -> None:
        self.cast, self.client = cast, client_of(cast.mara)
        self.path = f"projects/{cast.project.id}/"

    def write(self, text: str, **more: Any) -> Any:
        return self.client.send("PATCH", self.path, {"guideline": text, **more})

    def versions(self, client: Client | None = None) -> list[dict[str, Any]]:
        asked = (client or self.client).get(self.path + "guideline-versions/")
        rows: list[dict[str, Any]] = asked.json()["results"]
        return rows

    def page(self, path: str) -> Any:
        return self.client.get(f"/{self.path}guideline/{path}")


@pytest.fixture
def desk(cast: Cast) -> Desk:
    return Desk(cast)


def test_it_keeps_the_first_version_from_the_start(desk: Desk) -> None:
    (first,) = desk.versions()
    assert (first["number"], first["text"]) == (1, "Mark *actors*.")
    assert first["created_by"]["username"] == "mara"


def test_it_keeps_what_every_version_said(desk: Desk) -> None:
    for text in ("Second.", "Second.", "", "  Third\r\n"):
        desk.write(text)
    told = [(version["number"], version["text"]) for version in desk.versions()]
    assert told == [(1, "Mark *actors*."), (2, "Second."), (3, ""), (4, "  Third\r\n")]


def test_it_shows_them_to_everyone_in_the_project(desk: Desk) -> None:
    assert desk.versions(client_of(desk.cast.ana)) == desk.versions()


def test_it_refuses_a_text_made_from_an_older_version(desk: Desk) -> None:
    assert desk.write("Second.", base_guideline_version=1).json()["guideline_version"] == 2
    refused = desk.write("Mine.", base_guideline_version=1)
    assert (refused.status_code, refused.json()["code"]) == (409, "stale")
    assert refused.json()["current"] == 2
    assert GuidelineVersion.objects.filter(project=desk.cast.project).count() == 2


def test_it_takes_the_same_text_again_after_a_lost_answer(desk: Desk) -> None:
    first = desk.write("Second.", base_guideline_version=1).json()
    before = stored()
    again = desk.write("Second.", base_guideline_version=1)
    assert (again.status_code, again.json()) == (200, first)
    assert stored() == before


@pytest.mark.parametrize("base", [-5, 0, 1, 99])
def test_it_refuses_a_base_of_nothing(base: int, desk: Desk) -> None:
    refused = desk.client.send("PATCH", desk.path, {"base_guideline_version": base})
    assert refused.status_code == 400
    assert "base_guideline_version" in refused.json()["fields"]


def test_it_tells_under_which_version_a_span_was_marked(desk: Desk) -> None:
    layer = desk.cast.layer(desk.cast.ana)
    (first,) = mark(layer, "2-6 actor")
    desk.write("Second.")
    (second,) = mark(desk.cast.layer(desk.cast.ana), "7-12 actor")
    assert (first.guideline_version, second.guideline_version) == (1, 2)


def test_it_shows_a_version_and_what_it_changed(desk: Desk) -> None:
    desk.write("Mark *actors*.\nAnd <b>threats</b>.")
    page = desk.page("versions/2/").content.decode()
    assert "<ins>And &lt;b&gt;threats&lt;/b&gt;.</ins>" in page
    assert "<em>actors</em>" in page
    assert "guideline-changes" not in desk.page("versions/1/").content.decode()


@pytest.mark.parametrize("number", ["0", "2", "99999999999999999999"])
def test_it_knows_no_other_versions(number: str, desk: Desk) -> None:
    assert desk.page(f"versions/{number}/").status_code == 404


def test_it_keeps_the_pages_from_strangers_and_the_editor_from_annotators(desk: Desk) -> None:
    pages = ("guideline/versions/1/", "guideline/edit/", "labels/", "labels.json", "labels.css")
    for user, expected in ((desk.cast.olga, [404] * 5), (desk.cast.ana, [200, 403, 403, 403, 200])):
        client = client_of(user)
        seen = [client.get(f"/{desk.path}{page}").status_code for page in pages]
        assert seen == expected


def test_it_previews_a_text_without_storing_it(desk: Desk) -> None:
    path = f"/{desk.path}guideline/preview/"
    text = "# Actor\n<script>alert(1)</script>"
    seen = desk.client.post(path, {"text": text}).json()["html"]
    assert '<h2 id="actor">Actor</h2>' in seen
    assert "<script" not in seen
    assert len(desk.versions()) == 1
    assert client_of(desk.cast.ana).post(path, {"text": text}).status_code == 403
    assert desk.client.post(path, {"text": "x" * 50_001}).status_code == 413


def test_it_shows_only_what_is_near_a_change() -> None:
    old = "\n".join(map(str, range(20)))
    lines = changed_lines(old, old.replace("10", "ten"))
    assert [(line.kind.value, line.text or line.n_left_out) for line in lines] == [
        ("gap", 7),
        *(("same", str(n)) for n in (7, 8, 9)),
        ("removed", "10"),
        ("added", "ten"),
        *(("same", str(n)) for n in (11, 12, 13)),
        ("gap", 6),
    ]


def test_it_compares_very_long_texts_as_a_whole_and_shows_the_beginning() -> None:
    lines = changed_lines("a\n" * 2_001, "b\n" * 3)
    assert [line.kind.value for line in lines] == ["removed"] * 1_000 + ["cut"]
    assert lines[-1].n_left_out == 1_004


def test_it_finds_a_change_in_the_middle_of_a_very_long_text() -> None:
    old = "".join(f"{n}\n" for n in range(9_000))
    lines = changed_lines(old, old.replace("4500\n", ""))
    kinds = [line.kind.value for line in lines]
    assert kinds == ["gap", *["same"] * 3, "removed", *["same"] * 3, "gap"]
    assert (lines[4].text, lines[4].old_number, lines[-1].n_left_out) == ("4500", 4501, 4496)


def test_it_compares_lines_of_one_letter_in_a_page_of_ordinary_size(desk: Desk) -> None:
    for letter in "<&":
        desk.write(f"{letter}\n" * 25_000)
    page = desk.page("versions/3/").content.decode()
    assert "49000 more lines are not shown" in page
    assert len(page) < 1_000_000


def test_it_finds_nothing_where_only_line_ends_differ() -> None:
    assert changed_lines("a\r\nb", "a\nb\n") == []
