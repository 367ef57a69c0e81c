"""Bringing texts in: what is shown first, what is stored then, and when nothing is."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from annotator.domain.formats import MAX_UPLOAD_BYTES
from annotator.models import Document, Job
from tests.cast import TEXT, Cast, client_of, stored

ARTICLES = sorted((settings.BASE_DIR / "fixtures" / "documents").glob("*.txt"))


class Desk:
    """Mara at the import page."""

    def __init__(self, cast: Cast) -> None:
        self.client, self.path = client_of(cast.mara), f"projects/{cast.project.id}/"

    def preview(self, *files: tuple[str, bytes]) -> Any:
        return self.client.post(f"{self.path}uploads/", {"files": uploaded(files)})

    def store(self, *files: tuple[str, bytes], **fields: str) -> Any:
        return self.client.post(f"{self.path}documents/", {"files": uploaded(files), **fields})


def uploaded(files: tuple[tuple[str, bytes], ...]) -> list[SimpleUploadedFile]:
    return [SimpleUploadedFile(name, data) for name, data in files]


def digest(text: bytes) -> str:
    return hashlib.sha256(text).hexdigest()


@pytest.fixture
def desk(cast: Cast) -> Desk:
    return Desk(cast)


@pytest.fixture
def articles() -> list[tuple[str, bytes]]:
    return [(path.name, path.read_bytes()) for path in ARTICLES]


def test_it_shows_what_it_read_of_three_articles(
    desk: Desk, articles: list[tuple[str, bytes]]
) -> None:
    before = stored()
    shown = desk.preview(*articles).json()
    assert [d["file_name"] for d in shown["documents"]] == [name for name, _ in articles]
    assert all(d["title"] and d["source"] and d["published"] for d in shown["documents"])
    assert {d["language"] for d in shown["documents"]} == {"en"}
    assert shown["problems"] == []
    assert stored() == before


def test_it_stores_the_articles_byte_for_byte(
    desk: Desk, articles: list[tuple[str, bytes]]
) -> None:
    response = desk.store(*articles)
    assert response.status_code == 201
    for document, (name, data) in zip(response.json()["documents"], articles, strict=True):
        text = desk.client.get(f"documents/{document['id']}/").json()["text"]
        assert (document["file_name"], text.encode()) == (name, data)
        assert document["sha256"] == digest(data)
    assert response.json()["job"]["state"] == "queued"


def test_it_believes_corrections_more_than_the_text(
    desk: Desk, articles: list[tuple[str, bytes]]
) -> None:
    told = {"title": "Corrected", "author": "", "published": "2020-02-29", "language": "en-GB"}
    sent = json.dumps({digest(articles[0][1]): told})
    first, second, _ = desk.store(*articles, corrections=sent).json()["documents"]
    assert {field: first[field] for field in told} == told
    assert first["source"]
    assert second["title"] != "Corrected"


@pytest.mark.parametrize(
    "corrections",
    [
        "[]",
        "{",
        "null",
        '{"x": {}}',
        '{"x": 1}',
        '{"DIGEST": {"text": "y"}}',
        '{"DIGEST": {"id": "y"}}',
        '{"DIGEST": {"title": 5}}',
        '{"DIGEST": {"title": "a\\u0000"}}',
        '{"DIGEST": {"title": "\\u202e"}}',
        '{"DIGEST": {"published": "1 May"}}',
        '{"DIGEST": {"url": "javascript:x"}}',
        '{"DIGEST": {}, "DIGEST": {}}',
    ],
)
def test_it_refuses_corrections_that_cannot_be(corrections: str, desk: Desk) -> None:
    before = stored()
    sent = corrections.replace("DIGEST", digest(b"Words."))
    response = desk.store(("a.txt", b"Words."), corrections=sent)
    assert response.status_code == 400
    assert stored() == before


def test_it_refuses_corrections_sent_as_a_file(desk: Desk) -> None:
    files = {"files": SimpleUploadedFile("a.txt", b"Words.")}
    corrections = SimpleUploadedFile("c.json", b"{}")
    response = desk.client.post(f"{desk.path}documents/", files | {"corrections": corrections})
    assert "corrections" in response.json()["fields"]


def test_it_marks_and_refuses_what_is_there_already(desk: Desk) -> None:
    files = (("new.txt", b"New."), ("old.txt", TEXT.encode()))
    shown = desk.preview(*files).json()["documents"]
    assert [d["is_duplicate"] for d in shown] == [False, True]
    before = stored()
    refused = desk.store(*files)
    assert (refused.status_code, refused.json()["code"]) == (409, "duplicate_text")
    assert "old.txt" in refused.json()["message"]
    assert stored() == before


def test_it_refuses_the_same_text_twice_in_one_upload(desk: Desk) -> None:
    refused = desk.store(("a.txt", b"Same."), ("b.txt", b"Same."))
    assert refused.status_code == 409
    assert Document.objects.filter(text="Same.").count() == 0


def test_it_reads_an_archive(desk: Desk) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("one.txt", "One.")
        archive.writestr("more/two.jsonl", '{"text": "Two."}\n{"text": "Three."}\n')
    response = desk.store(("all.zip", packed.getvalue()))
    assert response.status_code == 201
    assert len(response.json()["documents"]) == 3


@pytest.mark.parametrize(
    "bad",
    [
        ("latin.txt", b"caf\xe9"),
        ("nul.txt", b"a\0b"),
        ("empty.txt", b""),
        ("what.pdf", b"%PDF"),
        ("lines.jsonl", b'{"text": "x"}\n{"text": 5}\n'),
        ("broken.zip", b"PK\x03\x04"),
    ],
    ids=lambda bad: bad[0],
)
def test_it_stores_nothing_of_an_upload_with_a_problem(bad: tuple[str, bytes], desk: Desk) -> None:
    (problem, *_) = desk.preview(("good.txt", b"Good."), bad).json()["problems"]
    before = stored()
    refused = desk.store(("good.txt", b"Good."), bad)
    assert refused.status_code == 400
    assert problem["message"] in refused.json()["fields"]["files"][0]
    assert bad[0] in refused.json()["message"]
    assert stored() == before


def test_it_tells_the_line_of_a_problem(desk: Desk) -> None:
    (problem,) = desk.preview(("a.jsonl", b'{"text": "x"}\n{}\n')).json()["problems"]
    assert (problem["file_name"], problem["line"]) == ("a.jsonl", 2)


def test_it_takes_one_document_as_json(desk: Desk) -> None:
    sent = {"text": "  ab \r\n e\u0301", "title": "T", "metadata": {"n": [1, None, {"x": "北"}]}}
    response = desk.client.send("POST", f"{desk.path}documents/", sent)
    (document,) = response.json()["documents"]
    shown = desk.client.get(f"documents/{document['id']}/").json()
    assert response.status_code == 201
    assert {field: shown[field] for field in sent} == sent
    assert shown["file_name"] == ""


@pytest.mark.parametrize(
    ("fields", "name"),
    [({}, "files"), ({"files": "text"}, "files"), ({"file": "x"}, "file")],
)
def test_it_asks_for_files(fields: dict[str, str], name: str, desk: Desk) -> None:
    for path in ("uploads/", "documents/"):
        response = desk.client.post(desk.path + path, fields)
        assert (response.status_code, name in response.json()["fields"]) == (400, True)


def test_it_refuses_too_many_files_in_words_of_its_own_kind(desk: Desk) -> None:
    response = desk.preview(*((f"{n}.txt", b"%d" % n) for n in range(101)))
    assert (response.status_code, response.json()["code"]) == (400, "invalid")


def test_it_refuses_an_upload_that_says_it_is_too_large(desk: Desk) -> None:
    response = desk.client.post(
        f"{desk.path}uploads/",
        {"files": SimpleUploadedFile("a.txt", b"a")},
        CONTENT_LENGTH=str(MAX_UPLOAD_BYTES + 1),
    )
    assert (response.status_code, response.json()["code"]) == (413, "too_large")


def test_it_refuses_a_broken_multipart_body(desk: Desk) -> None:
    for kind in ("multipart/form-data", "multipart/form-data; boundary=x"):
        response = desk.client.post(f"{desk.path}uploads/", b"nonsense", content_type=kind)
        assert response.status_code == 400


def test_it_queues_a_reading_of_what_it_stored(desk: Desk) -> None:
    job = desk.store(("a.txt", b"Words.")).json()["job"]
    assert Job.objects.get(id=job["id"]).kind == "preannotate"
    assert desk.client.get(f"jobs/{job['id']}/").json()["state"] == "queued"
