"""Who may do what: every route and method of the API, for every kind of caller."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from pytest_django import DjangoDbBlocker

from annotator.models import Relation, User
from annotator.services.labels import label_set_as_json
from tests.api.routes import PEOPLE, Row, content, resolved, table
from tests.api.world import (
    CANARY,
    SCOPES,
    World,
    build_world,
    join_every_text,
    random_id,
    token_of,
)
from tests.cast import API, Client, body_of, client_of, client_with, gather_cast, stored, undone

ROWS = table()
each_row = pytest.mark.parametrize("row", ROWS, ids=str)


def path_of(row: Row, world: World, **ids: str) -> str:
    layer = world.cast.layer(world.cast.ana, world.done)
    known = world.ids | {"submitted": str(layer.id), "finished": str(world.finished.id)} | ids
    path = row.route
    for name, value in known.items():
        path = path.replace(f"<{name}>", value)
    return path + ("?base_rev=1" if row.key in OF_A_REVISION else "")


OF_A_REVISION = {
    ("DELETE", "assignments/<assignment>/annotations/<annotation>/"),
    ("DELETE", "assignments/<assignment>/relations/<relation>/"),
}

LINK = "<relation_type>/<source>/<target>"


def bodies(world: World) -> dict[tuple[str, str], Any]:
    """Return a good body for every route that needs more than an empty one."""
    project, text = world.ids["project"], world.cast.document
    about = {"note": "Long.", "is_unsure": True, "base_rev": 0}
    return {
        ("POST", "tokens/"): {"name": "x", "scopes": ["read"], "project": project},
        ("PUT", "assignments/<assignment>/annotations/<annotation>/"): body_of(
            text, "2-6 evidence", base_rev=1
        ),
        ("PUT", "assignments/<assignment>/suggestions/<suggestion>/decision/"): {
            "verdict": "dismissed"
        },
        ("PUT", "assignments/<assignment>/relations/<relation>/"): link_of(world),
        ("PUT", "assignments/<assignment>/about/"): about,
        ("PUT", "assignments/<assignment>/sittings/<sitting>/"): {"seconds": 0},
        ("POST", "assignments/<assignment>/changes/"): {
            "changes": [{"kind": "put_about", **about}]
        },
        ("POST", "assignments/<assignment>/skip/"): {"reason": "It is not in English."},
        ("POST", "assignments/<assignment>/reopening-request/"): {"reason": "I forgot one."},
        ("PATCH", "me/preferences/"): {"language": "de"},
        ("POST", "projects/"): {"name": "Another"},
        ("PATCH", "projects/<project>/"): {"guideline": "New"},
        ("PUT", "projects/<project>/label-set/"): label_set_as_json(world.cast.project),
        ("POST", "projects/<project>/invitations/"): {"name": "Eve", "role": "annotator"},
        ("POST", "projects/<project>/assignments/"): {"annotators": [str(world.cast.chloe.id)]},
        ("POST", "projects/<project>/documents/"): {"text": "A new one."},
        ("PUT", "documents/<document>/decisions/<cluster>/"): {
            "spans": [body_of(world.done, "0-6 evidence")]
        },
        ("PUT", f"documents/<document>/link-decisions/{LINK}/"): {"is_gold": False},
    }


def link_of(world: World) -> dict[str, Any]:
    """Return a change of ana's relation: the same ends, with a note."""
    relation = Relation.objects.select_related("type", "source", "target").get(
        uuid=world.ids["relation"]
    )
    ends = {"source": str(relation.source.uuid), "target": str(relation.target.uuid)}
    return {"type": relation.type.name, **ends, "note": "As it says.", "base_rev": 1}


def call(client: Client, row: Row, world: World, **ids: str) -> HttpResponse:
    path = path_of(row, world, **ids)
    response: HttpResponse
    if row.route.endswith("uploads/"):
        response = client.post(path, {"files": [SimpleUploadedFile("a.txt", b"Some words.")]})
    else:
        body = None if row.method == "GET" else bodies(world).get(row.key, {})
        response = client.send(row.method, path, body)
    content(response)
    return response


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """One world for all rows, which is costly to build; nothing of it stays behind."""
    with django_db_blocker.unblock(), undone():
        yield build_world(gather_cast())


@pytest.fixture
def world(built: World, db: None) -> World:
    return built


def test_it_has_a_row_for_every_route_and_method() -> None:
    everything = set(resolved()) - {("GET", "")}
    assert {row.key for row in ROWS} == everything
    assert len(ROWS) == len(everything)


@each_row
def test_it_answers_every_person_as_the_table_says(row: Row, world: World) -> None:
    seen = {}
    for name in PEOPLE:
        with undone():
            if name == "max":
                join_every_text(world)
            client = client_of(None if name == "nobody" else world.user(name))
            seen[name] = checked(client, row, world).status_code
    assert seen == row.expected


def checked(client: Client, row: Row, world: World, **ids: str) -> HttpResponse:
    """Return the response; a refusal must have changed nothing and told nothing."""
    before = stored("APIToken")
    response = call(client, row, world, **ids)
    if response.status_code >= 400:
        assert stored("APIToken") == before, "a refused request changed the database"
        assert CANARY.encode() not in content(response), "a refusal told what is there"
    return response


@each_row
def test_it_lets_a_token_do_what_its_scope_and_its_owner_may(row: Row, world: World) -> None:
    owner = world.user(row.owner)
    others = [scope for scope in SCOPES if scope != row.scope]
    right = SCOPES if row.scope in {"any", "session"} else [row.scope]
    with undone():
        allowed = checked(client_with(token_of(owner, *right)), row, world)
    with undone():
        refused = checked(client_with(token_of(owner, *others)), row, world)
    expected = 403 if row.scope == "session" else row.expected[row.owner]
    assert allowed.status_code == expected
    assert refused.status_code == (expected if row.scope == "any" else 403)


@each_row
def test_it_refuses_a_token_of_another_project_and_one_that_expired(row: Row, world: World) -> None:
    owner, elsewhere = world.user(row.owner), world.cast.elsewhere
    with undone():
        stranger = checked(client_with(token_of(owner, *SCOPES, project=elsewhere)), row, world)
    with undone():
        late = checked(client_with(token_of(owner, *SCOPES, is_expired=True)), row, world)
    if "<" in row.route and row.scope != "session":
        assert stranger.status_code == 404
    if row.expected["nobody"] == 401:
        assert late.status_code == 401


@pytest.mark.parametrize("row", [row for row in ROWS if "<" in row.route], ids=str)
def test_it_hides_what_is_foreign_as_if_it_were_not_there(row: Row, world: World) -> None:
    kind = row.route.split("<")[1].split(">")[0]
    client = client_of(world.cast.olga)
    foreign = call(client, row, world)
    missing = call(client, row, world, **{kind: random_id()})
    assert foreign.status_code == missing.status_code == 404
    assert content(foreign) == content(missing)
    assert foreign.headers.items() == missing.headers.items()


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("DELETE", "members/<member>/"),
        ("DELETE", "invitations/<invitation>/"),
    ],
)
def test_it_hides_a_foreign_child_of_an_own_project(method: str, path: str, world: World) -> None:
    kind = path.split("<")[1].split(">")[0]
    client = client_of(world.cast.olga)
    own = f"projects/{world.cast.elsewhere.id}/"
    before = stored()
    foreign = client.send(method, own + path.replace(f"<{kind}>", world.ids[kind]))
    missing = client.send(method, own + path.replace(f"<{kind}>", random_id()))
    assert (foreign.status_code, foreign.content) == (404, missing.content)
    assert stored() == before


def test_it_hides_a_suggestion_of_another_text(world: World) -> None:
    layer = world.cast.layer(world.cast.ana, world.finished)
    client = client_of(world.cast.ana)
    path = f"assignments/{layer.id}/suggestions/{{}}/decision/"
    for method, body in (("PUT", {"verdict": "dismissed"}), ("DELETE", None)):
        foreign = client.send(method, path.format(world.ids["suggestion"]), body)
        missing = client.send(method, path.format(random_id()), body)
        assert (foreign.status_code, foreign.content) == (404, missing.content)


@pytest.mark.parametrize("field", ["annotators", "documents"])
def test_it_tells_a_foreign_id_in_a_body_from_no_random_one(field: str, world: World) -> None:
    good = {"annotators": [str(world.cast.chloe.id)], "documents": [world.ids["document"]]}
    foreign = {"annotators": world.cast.olga.id, "documents": world.cast.foreign.id}[field]
    client, path = client_of(world.cast.mara), f"projects/{world.ids['project']}/assignments/"
    before = stored()
    seen = client.send("POST", path, good | {field: [str(foreign)]})
    random = client.send("POST", path, good | {field: [unknown := random_id()]})
    same = random.content.replace(unknown.encode(), str(foreign).encode())
    assert (seen.status_code, seen.content) == (400, same)
    assert stored() == before


def test_it_makes_no_token_for_a_foreign_project(world: World) -> None:
    client = client_of(world.cast.mara)
    body = {"name": "x", "scopes": ["read"], "project": str(world.cast.elsewhere.id)}
    foreign = client.send("POST", "tokens/", body)
    missing = client.send("POST", "tokens/", body | {"project": random_id()})
    assert (foreign.status_code, foreign.content) == (404, missing.content)


def test_it_refuses_a_session_without_the_csrf_token(world: World) -> None:
    client = client_of(world.cast.ana, enforce_csrf_checks=True)
    before = stored()
    for row in ROWS:
        if row.method != "GET":
            response = call(client, row, world)
            assert response.status_code == 403, row
    assert stored() == before


def test_it_takes_a_session_with_the_csrf_token(world: World) -> None:
    client = client_of(world.cast.ana, enforce_csrf_checks=True)
    token = client.get("/account/login/").cookies.get("parallax_csrf")
    secret = token.value if token else "a" * 32
    client.cookies["parallax_csrf"] = secret
    client.credentials(HTTP_X_CSRFTOKEN=secret)
    path = f"assignments/{world.ids['assignment']}/submit/"
    assert client.send("POST", path, {}).status_code == 200


def test_it_ignores_the_session_where_a_token_is_sent(world: World) -> None:
    client = client_of(world.cast.ana)
    client.credentials(HTTP_AUTHORIZATION="Bearer plx_wrong")
    assert client.get("me/").status_code == 401


def test_it_lets_nobody_in_whose_account_is_closed(world: World) -> None:
    client = client_of(world.cast.ana)
    program = client_with(token_of(world.cast.ana, "read"))
    User.objects.filter(id=world.cast.ana.id).update(is_active=False)
    assert client.get(API + "me/").status_code == program.get("me/").status_code == 401
