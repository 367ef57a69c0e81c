"""Keys for programs: shown once, stored as a digest, never more than their owner."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.apps import apps
from django.utils import timezone

from annotator.models import APIToken, Membership
from annotator.services.projects import remove_member
from tests.cast import Cast, client_of, client_with


def make(cast: Cast, **more: Any) -> dict[str, Any]:
    body = {"name": "notebook", "scopes": ["read", "export"]} | more
    response = client_of(cast.mara).send("POST", "tokens/", body)
    assert response.status_code == 201
    made: dict[str, Any] = response.json()
    return made


def test_it_shows_a_token_once(cast: Cast) -> None:
    made = make(cast)
    (listed,) = client_of(cast.mara).get("tokens/").json()["results"]
    assert made["token"].startswith("plx_")
    assert listed == {key: value for key, value in made.items() if key != "token"}


def test_it_keeps_no_token_text_in_the_database(cast: Cast) -> None:
    secret = make(cast)["token"]
    for model in apps.get_models():
        for row in model._default_manager.values_list():
            assert secret not in repr(row)
            assert secret[16:] not in repr(row)


def test_it_signs_in_by_the_header(cast: Cast) -> None:
    client = client_with(make(cast)["token"])
    assert client.get("me/").json()["username"] == "mara"


@pytest.mark.parametrize("name", ["token", "access_token", "authorization"])
def test_it_takes_no_token_from_the_address(name: str, cast: Cast) -> None:
    secret = make(cast)["token"]
    assert client_of(None).get("me/", {name: secret}).status_code == 401


@pytest.mark.parametrize(
    "header",
    ["Bearer", "Bearer ", "Bearer plx_x", "Bearer a b", "Bearer \xe9", "Bearer plx_\0", "Basic x"],
)
def test_it_refuses_a_header_without_a_known_token(header: str, cast: Cast) -> None:
    client = client_of(None)
    client.credentials(HTTP_AUTHORIZATION=header)
    response = client.get("me/")
    assert response.status_code == 401
    assert response["WWW-Authenticate"] == "Bearer"


def test_it_does_what_its_scopes_say_and_no_more(cast: Cast) -> None:
    client = client_with(make(cast)["token"])
    path = f"projects/{cast.project.id}/"
    assert client.get(path).status_code == client.get(f"{path}exports/").status_code == 200
    refused = client.send("PATCH", path, {"name": "New"})
    assert (refused.status_code, refused.json()["code"]) == (403, "scope_missing")
    assert "admin" in refused.json()["message"]


def test_it_loses_the_rights_its_owner_loses(cast: Cast) -> None:
    client = client_with(make(cast)["token"])
    other = Membership.objects.create(project=cast.project, user=cast.ana, role="manager")
    assert other.user == cast.ana
    remove_member(by=cast.ana, membership=cast.mara.memberships.get())
    assert client.get(f"projects/{cast.project.id}/").status_code == 404
    assert client.get("projects/").json()["results"] == []


def test_it_stays_in_its_project(cast: Cast) -> None:
    Membership.objects.create(project=cast.elsewhere, user=cast.mara, role="manager")
    client = client_with(make(cast, project=str(cast.project.id))["token"])
    assert client.get(f"projects/{cast.elsewhere.id}/").status_code == 404
    assert client.get(f"documents/{cast.foreign.id}/").status_code == 404
    assert [p["id"] for p in client.get("projects/").json()["results"]] == [str(cast.project.id)]


def test_it_ends_with_its_day_and_stays_in_the_list(cast: Cast) -> None:
    made = make(cast, days=1)
    past = timezone.now() - datetime.timedelta(seconds=1)
    APIToken.objects.filter(id=made["id"]).update(expiry=past)
    client = client_with(made["token"])
    assert [client.get("me/").status_code for _ in range(2)] == [401, 401]
    assert len(client_of(cast.mara).get("tokens/").json()["results"]) == 1


def test_it_ends_at_once_when_revoked(cast: Cast) -> None:
    made, client = make(cast), client_of(cast.mara)
    assert client.delete(f"tokens/{made['id']}/").status_code == 204
    assert client.delete(f"tokens/{made['id']}/").status_code == 404
    assert client_with(made["token"]).get("me/").status_code == 401


def test_it_remembers_when_it_was_used_last(cast: Cast) -> None:
    made = make(cast)
    client_with(made["token"]).get("me/")
    first = APIToken.objects.get(id=made["id"]).last_used_at
    client_with(made["token"]).get("me/")
    assert first is not None
    assert APIToken.objects.get(id=made["id"]).last_used_at == first


def test_it_makes_no_tokens_itself(cast: Cast) -> None:
    scopes = list(APIToken.Scope.values)
    made = make(cast, scopes=scopes)
    client = client_with(made["token"])
    body = {"name": "child", "scopes": scopes}
    for response in (
        client.send("POST", "tokens/", body),
        client.get("tokens/"),
        client.delete(f"tokens/{made['id']}/"),
    ):
        assert (response.status_code, response.json()["code"]) == (403, "session_only")
    assert APIToken.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("scopes", []),
        ("scopes", ["everything"]),
        ("scopes", "read"),
        ("days", 0),
        ("days", 367),
        ("days", "90"),
        ("name", ""),
        ("name", "x" * 101),
        ("project", 5),
        ("user", "ana"),
    ],
)
def test_it_makes_no_token_of_a_bad_request(field: str, value: Any, cast: Cast) -> None:
    body = {"name": "x", "scopes": ["read"], field: value}
    response = client_of(cast.mara).send("POST", "tokens/", body)
    assert response.status_code == 400
    assert any(name.startswith(field) for name in response.json()["fields"])
    assert not APIToken.objects.exists()
