"""What every request and every answer is held to, before and after any view."""

from __future__ import annotations

import logging

import pytest
from django.test import Client as Browser

from annotator.logs import WithoutSecrets
from annotator.models import Event, Invitation
from tests.api.world import token_of
from tests.cast import Cast, client_of, client_with

FORM = "application/x-www-form-urlencoded"


@pytest.mark.django_db
def test_a_stranger_cannot_send_megabytes_to_a_page() -> None:
    response = Browser().post("/account/login/", {"login": "a" * 3_000_000})
    assert (response.status_code, response.json()["code"]) == (413, "too_large")


@pytest.mark.django_db
@pytest.mark.parametrize("charset", ["utf-16", "zlib", "nonsense"])
def test_a_form_in_another_charset_is_refused(charset: str) -> None:
    kind = f"{FORM}; charset={charset}"
    response = Browser().generic("POST", "/account/login/", b"a=b", content_type=kind)
    assert (response.status_code, response.json()["message"]) == (
        400,
        f"Expected UTF-8; seen {charset!r}.",
    )


def test_pages_are_kept_out_of_caches_and_other_sites(cast: Cast) -> None:
    for path in ("/", f"/projects/{cast.project.id}/", f"/projects/{cast.project.id}/labels.css"):
        response = client_of(cast.mara).get(path)
        assert response.status_code == 200
        assert response["Cache-Control"] == "private, no-store"
        assert response["Cross-Origin-Resource-Policy"] == "same-origin"
        assert "camera=()" in response["Permissions-Policy"]


def test_a_log_does_not_hold_the_secret_of_an_invitation() -> None:
    said = logging.makeLogRecord({"msg": "Forbidden: %s", "args": ("/invitations/s3cret/",)})
    assert WithoutSecrets().filter(said)
    assert said.getMessage() == "Forbidden: /invitations/…/"


@pytest.mark.parametrize("name", ["Zo\u202eee", "Z\x1boe", "Zoe\n", "Z\u2066oe"])
def test_a_name_that_deceives_is_refused(cast: Cast, name: str) -> None:
    path = f"projects/{cast.project.id}/invitations/"
    response = client_of(cast.mara).send("POST", path, {"name": name, "role": "annotator"})
    assert response.status_code == 400
    assert "cannot be shown in a name" in response.json()["fields"]["name"][0]
    assert not Invitation.objects.exists()


def test_a_name_may_hold_what_its_script_needs(cast: Cast) -> None:
    path = f"projects/{cast.project.id}/invitations/"
    name = "زهرا می\u200cخواهد \U0001f469\u200d\U0001f680"
    response = client_of(cast.mara).send("POST", path, {"name": name, "role": "annotator"})
    assert response.status_code == 201


def test_a_token_makes_no_manager(cast: Cast) -> None:
    client = client_with(token_of(cast.mara, "admin"))
    path = f"projects/{cast.project.id}/invitations/"
    refused = client.send("POST", path, {"name": "Zoe", "role": "manager"})
    assert (refused.status_code, refused.json()["code"]) == (403, "session_only")
    assert client.send("POST", path, {"name": "Zoe", "role": "annotator"}).status_code == 201


def test_a_token_without_review_reads_no_layers_in_the_log(cast: Cast) -> None:
    cast.submit(cast.ana, "2-6 actor")
    path = f"projects/{cast.project.id}/events/?page_size=200"
    seen = client_with(token_of(cast.mara, "admin")).get(path).json()["results"]
    assert {event["document"] for event in seen} == {None}
    more = client_with(token_of(cast.mara, "admin", "review")).get(path).json()["results"]
    assert len(more) == Event.objects.filter(project=cast.project).count() > len(seen)


def test_a_body_of_many_wrong_things_is_told_of_a_few(cast: Cast) -> None:
    body = {f"x{number}": 1 for number in range(5_000)} | {"name": "x", "scopes": ["read"]}
    response = client_of(cast.mara).send("POST", "tokens/", body)
    assert (response.status_code, len(response.json()["fields"])) == (400, 20)
    scopes = {"name": "x", "scopes": ["zz"] * 5_000}
    assert len(client_of(cast.mara).send("POST", "tokens/", scopes).content) < 2_000
