"""Projects and their teams."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone

from annotator.domain.default_labels import DEFAULT_LABELS
from annotator.errors import Conflict, FieldErrors, NotFound
from annotator.models import Assignment, Event, Invitation, Membership, User
from annotator.services.accounts import accept_invitation, find_invitation, join_project
from tests.cast import Cast, Client, add_document, client_of, person, stored

PASSWORD = "correct horse battery"


class Desk:
    """Mara at her project."""

    def __init__(self, cast: Cast) -> None:
        self.cast, self.client = cast, client_of(cast.mara)
        self.path = f"projects/{cast.project.id}/"

    def post(self, path: str, body: Any) -> Any:
        return self.client.send("POST", self.path + path, body)

    def change(self, **fields: Any) -> Any:
        return self.client.send("PATCH", self.path, fields)

    def invite(self, role: str = "annotator") -> str:
        url: str = self.post("invitations/", {"name": "Eve", "role": role}).json()["url"]
        return url.rstrip("/").rsplit("/", 1)[1]

    def assign(self, *people: User, **more: Any) -> Any:
        return self.post("assignments/", {"annotators": [str(p.id) for p in people], **more})


@pytest.fixture
def desk(cast: Cast) -> Desk:
    return Desk(cast)


def test_it_creates_a_project_with_the_default_labels(cast: Cast) -> None:
    cast.mara.user_permissions.add(Permission.objects.get(codename="add_project"))
    made = client_of(cast.mara).send("POST", "projects/", {"name": "Second"}).json()
    assert [label["name"] for label in made["labels"]] == [label.name for label in DEFAULT_LABELS]
    assert (made["redundancy"], made["guideline_version"]) == (3, 1)
    listed = client_of(cast.mara).get("projects/").json()["results"]
    assert [p["name"] for p in listed] == ["Talk of war", "Second"]


def test_it_pages_through_every_project_once(cast: Cast) -> None:
    cast.mara.user_permissions.add(Permission.objects.get(codename="add_project"))
    client = client_of(cast.mara)
    for n in range(4):
        client.send("POST", "projects/", {"name": f"Number {n}"})
    assert names(client, "projects/?page_size=2") == [
        "Talk of war",
        *(f"Number {n}" for n in range(4)),
    ]


def names(client: Client, path: str) -> list[str]:
    found = []
    while path:
        page = client.get(path.removeprefix("http://testserver")).json()
        found += [row["name"] for row in page["results"]]
        path = page["next"]
    return found


def test_it_counts_a_version_for_each_new_guideline(desk: Desk) -> None:
    assert desk.change(guideline="Second.").json()["guideline_version"] == 2
    assert desk.change(guideline="Second.").json()["guideline_version"] == 2
    assert desk.change(name="Renamed").json()["guideline_version"] == 2
    assert desk.change(guideline="").json()["guideline_version"] == 3
    changed = Event.objects.filter(verb="project.change").first()
    assert changed is not None
    assert changed.before == {"guideline": "Mark *actors*."}


def test_it_keeps_texts_of_a_project_as_they_are(desk: Desk) -> None:
    text = "  # Guide\r\n\n<b>e\u0301</b> \u202b \n"
    assert desk.change(guideline=text, description=text).json()["guideline"] == text


@pytest.mark.parametrize("redundancy", [0, 51, "3", 1.0, None, True])
def test_it_keeps_redundancy_within_reason(redundancy: Any, desk: Desk) -> None:
    assert "redundancy" in desk.change(redundancy=redundancy).json()["fields"]


def test_it_lets_an_invitation_be_used_once(desk: Desk) -> None:
    secret = desk.invite()
    invitation = find_invitation(secret)
    user = accept_invitation(
        invitation=invitation, username="eve", full_name="Eve", password=PASSWORD
    )
    assert user.memberships.get().role == "annotator"
    with pytest.raises(NotFound):
        find_invitation(secret)
    with pytest.raises(Conflict):
        join_project(by=desk.cast.olga, invitation=invitation)
    assert not Membership.objects.filter(user=desk.cast.olga, project=desk.cast.project).exists()


def test_it_keeps_nobody_who_came_too_late(desk: Desk) -> None:
    invitation = find_invitation(desk.invite())
    join_project(by=desk.cast.olga, invitation=invitation)
    with pytest.raises(Conflict):
        accept_invitation(invitation=invitation, username="eve", full_name="Eve", password=PASSWORD)
    assert not User.objects.filter(username="eve").exists()


def test_it_lets_an_invitation_expire(desk: Desk) -> None:
    secret = desk.invite()
    Invitation.objects.update(expires_at=timezone.now() - datetime.timedelta(seconds=1))
    with pytest.raises(NotFound):
        find_invitation(secret)


def test_it_stores_an_invitation_as_a_digest(desk: Desk) -> None:
    secret = desk.invite()
    assert secret not in repr(list(Invitation.objects.values()))
    listed = desk.client.get(f"{desk.path}invitations/").json()["results"]
    assert "url" not in listed[0]


def test_it_takes_an_open_invitation_back_and_no_used_one(desk: Desk) -> None:
    used, unused = find_invitation(desk.invite()), find_invitation(desk.invite())
    join_project(by=desk.cast.olga, invitation=used)
    path = f"{desk.path}invitations/"
    assert desk.client.delete(f"{path}{unused.id}/").status_code == 204
    assert desk.client.delete(f"{path}{used.id}/").status_code == 409


@pytest.mark.parametrize("role", ["owner", "", None, 5, "Manager"])
def test_it_invites_only_into_roles_there_are(role: Any, desk: Desk) -> None:
    response = desk.post("invitations/", {"name": "Eve", "role": role})
    assert (response.status_code, "role" in response.json()["fields"]) == (400, True)


def test_it_tells_every_problem_of_a_new_account(desk: Desk) -> None:
    invitation = find_invitation(desk.invite())
    with pytest.raises(FieldErrors) as caught:
        accept_invitation(invitation=invitation, username="a b", full_name="x", password="short")
    assert set(caught.value.fields) == {"username", "password"}


@pytest.mark.parametrize("password", ["a" * 1025, "long enough\0 but no", "password1234"])
def test_it_refuses_a_password_of_no_use(password: str, desk: Desk) -> None:
    invitation = find_invitation(desk.invite())
    with pytest.raises(FieldErrors):
        accept_invitation(invitation=invitation, username="eve", full_name="Eve", password=password)
    assert not User.objects.filter(username="eve").exists()


def test_it_keeps_the_last_manager(desk: Desk) -> None:
    mine = desk.cast.mara.memberships.get()
    refused = desk.client.delete(f"{desk.path}members/{mine.id}/")
    assert refused.status_code == 409
    join_project(by=desk.cast.ana, invitation=find_invitation(desk.invite("manager")))
    assert desk.client.delete(f"{desk.path}members/{mine.id}/").status_code == 204
    assert desk.client.get(desk.path).status_code == 404


def test_it_lists_who_has_which_role(desk: Desk) -> None:
    listed = desk.client.get(f"{desk.path}members/").json()["results"]
    assert [(m["user"]["username"], m["role"]) for m in listed] == [
        ("mara", "manager"),
        ("ana", "annotator"),
        ("ben", "annotator"),
        ("chloe", "annotator"),
        ("ada", "adjudicator"),
    ]
    assert set(listed[0]["user"]) == {"id", "username", "name"}


def test_it_assigns_each_pair_once(desk: Desk) -> None:
    add_document(desk.cast.mara, desk.cast.project, "Another text.")
    assert desk.assign(desk.cast.ana, desk.cast.ben).json() == {"created": 2}
    assert desk.assign(desk.cast.ana, desk.cast.ben).json() == {"created": 0}
    one = [str(desk.cast.document.id)]
    assert desk.assign(desk.cast.chloe, documents=one).json() == {"created": 0}
    assert Assignment.objects.count() == 5


def test_it_assigns_annotators_only(desk: Desk) -> None:
    strangers = (desk.cast.ada, desk.cast.mara, desk.cast.olga, person("nobody"))
    before = stored()
    for user in strangers:
        assert desk.assign(desk.cast.ana, user).status_code == 400
    assert desk.assign().status_code == 400
    assert stored() == before


def test_it_logs_who_changed_what(desk: Desk) -> None:
    desk.change(name="Renamed")
    log = desk.client.get(f"{desk.path}events/", {"page_size": 200}).json()["results"]
    assert log[0]["verb"] == "project.create"
    assert log[-1] | {"at": ""} == {
        "at": "",
        "actor": {"id": str(desk.cast.mara.id), "username": "mara", "name": "Mara"},
        "verb": "project.change",
        "subject": str(desk.cast.project.id),
        "document": None,
        "before": {"name": "Talk of war"},
        "after": {"name": "Renamed"},
    }


def test_it_retries_only_what_has_failed(desk: Desk) -> None:
    job = desk.post("preannotations/", {}).json()
    assert desk.client.send("POST", f"jobs/{job['id']}/retry/", {}).status_code == 409
