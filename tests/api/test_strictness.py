"""Bad input: a clear refusal, nothing stored, and the next request is answered as ever."""

from __future__ import annotations

import json
import uuid
from base64 import b64encode
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.cast import Cast, Client, body_of, client_of, stored

SURROGATE = json.dumps("\ud83d")


@pytest.fixture
def ana(cast: Cast) -> Client:
    return client_of(cast.ana)


@pytest.fixture
def mara(cast: Cast) -> Client:
    return client_of(cast.mara)


@pytest.fixture(autouse=True)
def nothing_is_stored(cast: Cast) -> Iterator[None]:
    """Hold every test of this file to it; and the next request must succeed."""
    before = stored()
    yield
    assert stored() == before
    assert client_of(cast.ana).get("me/").status_code == 200


def put(cast: Cast, client: Client, body: Any) -> Any:
    path = f"assignments/{cast.layer(cast.ana).id}/annotations/{uuid.uuid4()}/"
    if isinstance(body, bytes):
        return client.put(path, body, content_type="application/json")
    return client.send("PUT", path, body)


def good(cast: Cast, **changes: Any) -> dict[str, Any]:
    return body_of(cast.document, "2-6 actor", base_rev=0) | changes


def refused(response: Any, status: int, code: str) -> str:
    """Check status, code and shape of a refusal; return what it says."""
    told = response.json()
    assert (response.status_code, told["code"]) == (status, code), told
    assert set(told) >= {"code", "message", "fields"}
    assert len(told["message"]) > 10
    return str(told)


@pytest.mark.parametrize("field", ["start", "end", "base_rev"])
@pytest.mark.parametrize("value", [1.0, 1.5, "5", True, None, [], {}, -1])
def test_it_takes_only_integers_as_integers(
    field: str, value: Any, cast: Cast, ana: Client
) -> None:
    response = put(cast, ana, good(cast, **{field: value}))
    assert response.status_code == 400
    assert response.json()["code"] in {"invalid_fields", "invalid_span"}


@pytest.mark.parametrize(
    ("start", "end"),
    [(2, 2), (6, 2), (-1, 4), (0, 10**30), (10**30, 10**30 + 1), (2**63, 2**64), (0, 9999)],
)
def test_it_refuses_offsets_outside_the_text(start: int, end: int, cast: Cast, ana: Client) -> None:
    told = refused(put(cast, ana, good(cast, start=start, end=end)), 400, "invalid_span")
    assert str(cast.document.length) in told
    assert str(end) in told
    assert "{'end': [" in told or "{'start': [" in told


def test_it_refuses_a_quote_that_is_not_the_text(cast: Cast, ana: Client) -> None:
    response = put(cast, ana, good(cast, quote="NAT0"))
    refused(response, 409, "offset_mismatch")
    assert (response.json()["expected"], response.json()["seen"]) == ("NATO", "NAT0")


@pytest.mark.parametrize("value", [5, None, True, [], {}, "", "nobody", "x" * 41, "actor "])
def test_it_refuses_a_label_that_the_project_lacks(value: Any, cast: Cast, ana: Client) -> None:
    told = refused(put(cast, ana, good(cast, label=value)), 400, "invalid_fields")
    assert "label" in told


@pytest.mark.parametrize(
    "field",
    ["id", "user", "project", "assignment", "role", "is_staff", "created_at", "rev", "suggestion"],
)
def test_it_refuses_fields_that_are_not_asked_for(field: str, cast: Cast, ana: Client) -> None:
    told = refused(put(cast, ana, good(cast, **{field: "x"})), 400, "invalid_fields")
    assert field in told


@pytest.mark.parametrize("field", ["id", "created_by", "guideline_version", "labels", "is_staff"])
def test_it_refuses_to_change_what_is_not_offered(field: str, cast: Cast, mara: Client) -> None:
    response = mara.send("PATCH", f"projects/{cast.project.id}/", {"name": "New", field: 7})
    assert field in refused(response, 400, "invalid_fields")


@pytest.mark.parametrize("missing", ["label", "start", "end", "quote", "base_rev"])
def test_it_names_a_field_that_is_missing(missing: str, cast: Cast, ana: Client) -> None:
    body = good(cast)
    del body[missing]
    assert missing in refused(put(cast, ana, body), 400, "invalid_fields")


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"",
        b"null",
        b"[]",
        b"5",
        b'"x"',
        b"\xff\xfe",
        b"\xef\xbb\xbf{}",
        b'{"quote": "a\\u0000"}',
        b'{"a\\u0000": 1}',
        f'{{"quote": {SURROGATE}}}'.encode(),
        f"{{{SURROGATE}: 1}}".encode(),
        b'{"label": "actor", "label": "evidence"}',
        b'{"start": NaN}',
        b'{"start": Infinity}',
        b'{"start": 1e999}',
        b'{"start": ' + b"9" * 5000 + b"}",
        b"[" * 900 + b"]" * 900,
        b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
        b'{"__proto__": {}}',
        b'{"constructor": {}}',
        b'{"x": {"prototype": 1}}',
    ],
    ids=lambda body: repr(body[:24]),
)
def test_it_refuses_a_body_that_is_no_plain_json_object(
    body: bytes, cast: Cast, ana: Client
) -> None:
    response = put(cast, ana, body)
    assert response.json()["code"] in {"invalid_json", "invalid_fields"}
    assert response.status_code == 400


@pytest.mark.parametrize(
    "body",
    [
        b'{"text": "x", "metadata": {"a": "\\u0000"}}',
        f'{{"text": "x", "metadata": {{"a": {SURROGATE}}}}}'.encode(),
        b'{"text": "x", "metadata": {"__proto__": 1}}',
        b'{"text": "x", "metadata": {"a": 1e999}}',
        b'{"text": "x", "metadata": ' + b'{"a":' * 900 + b"1" + b"}" * 901,
        b'{"text": "a\\u0000b"}',
        b'{"text": ""}',
        b'{"text": null}',
        b'{"title": "x"}',
        b'{"text": "x", "published": "yesterday"}',
        b'{"text": "x", "language": "English"}',
        b'{"text": "x", "language": "abc-12345678-12345678-12345678"}',
        b'{"text": "x", "url": "javascript:alert(1)"}',
        b'{"text": "x", "title": "\\u202egnp.exe"}',
        b'{"text": "x", "project": "other"}',
        b'{"text": "x", "id": "4ed8ea27-0000-4000-8000-000000000000"}',
        b"[]",
        b"null",
    ],
    ids=lambda body: repr(body[:48]),
)
def test_it_refuses_a_document_it_could_not_keep(body: bytes, cast: Cast, mara: Client) -> None:
    path = f"projects/{cast.project.id}/documents/"
    response = mara.post(path, body, content_type="application/json")
    assert response.status_code == 400
    assert len(response.json()["message"]) > 10


@pytest.mark.parametrize(
    "query",
    [
        "user__password__startswith=a",
        "order=-user__password",
        "fields=user.email",
        "search[regex]=(a%2B)%2B$",
        "page_size=0",
        "page_size=-1",
        "page_size=abc",
        "page_size=1000000000",
        "page_size=" + "9" * 5000,
        "page_size=%D9%A3",
        "page_size=",
        "page=2",
        "cursor=x",
        "cursor=" + b64encode(b"p=junk").decode(),
        "cursor=" + b64encode(b"p=2024-01-01").decode(),
        "cursor=" + b64encode(b"p=2024-01-01%2000:00:00").decode(),
        "cursor=" + b64encode(b"p=%00").decode(),
        "token=plx_x",
        "%27%20OR%201=1--=1",
        "&".join(f"a{n}=1" for n in range(1100)),
    ],
    ids=lambda query: query[:24],
)
@pytest.mark.parametrize("path", ["projects/", "assignments/", "tokens/", "projects/{}/events/"])
def test_it_refuses_parameters_it_does_not_know(
    path: str, query: str, cast: Cast, mara: Client
) -> None:
    response = mara.get(f"{path.format(cast.project.id)}?{query}")
    assert response.status_code == 400
    assert response.json()["code"] in {"invalid_fields", "invalid"}


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("assignments/", "state=assigned&state=submitted"),
        ("projects/", "page_size=1&page_size=2"),
        ("projects/{}/exports/", "format=jsonl&format=jsonl"),
    ],
)
def test_it_refuses_a_parameter_that_is_sent_twice(
    path: str, query: str, cast: Cast, mara: Client
) -> None:
    told = refused(mara.get(f"{path.format(cast.project.id)}?{query}"), 400, "invalid_fields")
    assert "seen 2" in told


@pytest.mark.parametrize("name", [" ", "\u200b", "\u200d \u00a0", "\u3000"])
def test_it_refuses_names_that_nobody_can_see(name: str, cast: Cast, mara: Client) -> None:
    response = mara.send("PATCH", f"projects/{cast.project.id}/", {"name": name})
    assert "name" in response.json()["fields"]
    invited = {"name": name, "role": "annotator"}
    assert mara.send("POST", f"projects/{cast.project.id}/invitations/", invited).status_code == 400


@pytest.mark.parametrize("value", ["", "abc", "-1", "1.0", "9" * 30, "%00", "1%20OR%201=1"])
def test_it_deletes_nothing_without_a_revision(value: str, cast: Cast, ana: Client) -> None:
    path = f"assignments/{cast.layer(cast.ana).id}/annotations/{uuid.uuid4()}/"
    refused(ana.delete(f"{path}?base_rev={value}"), 400, "invalid_fields")


@pytest.mark.parametrize("state", ["open", "%00", "' OR 1=1--", "submitted'"])
def test_it_refuses_a_state_there_is_not(state: str, ana: Client) -> None:
    refused(ana.get("assignments/", {"state": state}), 400, "invalid_fields")


@pytest.mark.parametrize("name", ["csv", "", "%00", "../jsonl", "JSONL"])
def test_it_refuses_a_format_there_is_not(name: str, cast: Cast, mara: Client) -> None:
    path = f"projects/{cast.project.id}/exports/"
    assert "jsonl" in refused(mara.get(path, {"format": name}), 400, "invalid_fields")


@pytest.mark.parametrize(
    "bad", ["1" * 30, "abc", "%00", "%FF", "../..", "4ed8ea27", "{0}x", "' OR 1=1--", "undefined"]
)
def test_it_answers_any_bad_id_like_a_missing_one(bad: str, ana: Client) -> None:
    missing = ana.get(f"documents/{uuid.uuid4()}/")
    for kind in ("documents", "assignments", "projects", "jobs", "releases", "nothing"):
        seen = ana.get(f"{kind}/{bad}/")
        assert (seen.status_code, seen.content) == (404, missing.content)


def test_it_refuses_an_encoded_body(cast: Cast, ana: Client) -> None:
    path = f"assignments/{cast.layer(cast.ana).id}/submit/"
    response = ana.post(path, {}, format="json", HTTP_CONTENT_ENCODING="gzip")
    refused(response, 415, "unsupported_media_type")


@pytest.mark.parametrize(
    "kind",
    ["application/x-www-form-urlencoded", "text/plain", "application/xml", "application/jsonp"],
)
def test_it_takes_only_json(kind: str, cast: Cast, ana: Client) -> None:
    path = f"assignments/{cast.layer(cast.ana).id}/submit/"
    refused(ana.post(path, "a=1", content_type=kind), 415, "unsupported_media_type")


def test_it_takes_files_only_where_it_asks_for_them(cast: Cast, ana: Client) -> None:
    path = f"assignments/{cast.layer(cast.ana).id}/submit/"
    response = ana.post(path, {"a": SimpleUploadedFile("a.txt", b"a")}, format="multipart")
    refused(response, 415, "unsupported_media_type")


def test_it_refuses_a_body_of_three_megabytes(cast: Cast, ana: Client) -> None:
    told = refused(put(cast, ana, good(cast, quote="a" * 3_000_000)), 413, "too_large")
    assert "2,621,440" in told


@pytest.mark.parametrize("body", ["[" + "1," * 20_000 + "1]", '{"a": [' + "[]," * 20_000 + "[]]}"])
def test_it_refuses_more_values_than_any_request_needs(body: str, cast: Cast, ana: Client) -> None:
    assert "20,000 values" in refused(put(cast, ana, body.encode()), 400, "invalid_json")


@pytest.mark.parametrize("method", ["TRACE", "OPTIONS", "POST", "PATCH", "DELETE", "PROPFIND"])
def test_it_refuses_a_method_it_does_not_know(method: str, cast: Cast, ana: Client) -> None:
    response = ana.generic(method, f"assignments/{cast.layer(cast.ana).id}/")
    refused(response, 405, "method_not_allowed")
    assert cast.document.title not in response.content.decode()


def test_it_does_not_let_a_header_change_the_method(cast: Cast, ana: Client) -> None:
    path = f"assignments/{cast.layer(cast.ana).id}/submit/"
    refused(ana.get(path, HTTP_X_HTTP_METHOD_OVERRIDE="POST"), 405, "method_not_allowed")


def test_it_tells_caches_to_keep_nothing(cast: Cast, ana: Client) -> None:
    for path in ("me/", "assignments/", f"documents/{uuid.uuid4()}/", "nowhere/"):
        response = ana.get(path)
        assert response["Cache-Control"] == "no-store"
        assert {"Cookie", "Authorization"} <= set(response["Vary"].split(", "))
