"""Who rules, manages or left sees nobody's work before they may."""

from __future__ import annotations

import pytest

from annotator.models import Membership
from annotator.services.assignments import reopen_assignment, request_reopening
from annotator.services.projects import add_member
from annotator.services.releases import create_release
from tests.cast import Cast, Role, assign, client_of, lines_of


def test_it_shows_an_adjudicator_nothing_before_all_have_submitted(cast: Cast) -> None:
    ada, path = client_of(cast.ada), f"documents/{cast.document.id}/"
    for user in (cast.ana, cast.ben):
        cast.submit(user, "2-6 actor")
    for part in ("disagreements/", "gold/"):
        assert ada.get(path + part).json()["code"] == "not_ready"
    agreement = ada.get(f"projects/{cast.project.id}/agreement/").json()
    assert agreement["overall"]["alpha"]["n_spans"] == 0
    assert lines_of(ada.get(f"projects/{cast.project.id}/exports/")) == []


@pytest.fixture
def torn(cast: Cast) -> Cast:
    """The cast, with a manager who annotates the text, and colleagues who have submitted."""
    create_release(by=cast.mara, project=cast.project, documents=cast.project.documents.all())
    add_member(by=cast.mara, project=cast.project, user=cast.mara, role=Role.ANNOTATOR)
    assign(cast.mara, cast.project, [cast.mara])
    for user in (cast.ana, cast.ben, cast.chloe):
        cast.submit(user, "2-6 actor")
    return cast


def test_it_blinds_a_manager_who_annotates(torn: Cast) -> None:
    mara, project = client_of(torn.mara), f"projects/{torn.project.id}/"
    for part in ("disagreements/", "gold/"):
        response = mara.get(f"documents/{torn.document.id}/{part}")
        assert (response.status_code, response.json()["code"]) == (403, "blind")
    for part in ("exports/", "releases/"):
        response = mara.get(project + part)
        assert (response.status_code, response.json()["code"]) == (409, "blind")
    agreement = mara.get(f"{project}agreement/").json()
    assert agreement["n_left_out"] == 1
    assert agreement["overall"]["alpha"]["n_spans"] == 0


def test_it_hides_from_a_blind_manager_what_others_released(torn: Cast) -> None:
    path = f"releases/{torn.project.releases.get().id}/"
    for part in ("", "corpus/"):
        response = client_of(torn.mara).get(path + part)
        assert (response.status_code, response.json()["code"]) == (409, "blind")


def test_it_hides_progress_and_the_log_from_a_blind_manager(torn: Cast) -> None:
    mara, project = client_of(torn.mara), f"projects/{torn.project.id}/"
    (listed,) = mara.get(f"{project}documents/").json()["results"]
    log = mara.get(f"{project}events/", {"page_size": 200}).json()["results"]
    assert listed["progress"] is None
    assert {event["document"] for event in log} == {None}


def test_it_shows_a_manager_everything_once_they_have_submitted(torn: Cast) -> None:
    torn.submit(torn.mara, "2-6 actor")
    mara, project = client_of(torn.mara), f"projects/{torn.project.id}/"
    (listed,) = mara.get(f"{project}documents/").json()["results"]
    assert listed["progress"]["submitted"] == 4
    assert len(lines_of(mara.get(f"{project}exports/"))[0]["annotators"]) == 4
    assert mara.get(f"documents/{torn.document.id}/disagreements/").status_code == 200


def test_it_blinds_a_manager_again_whose_copy_is_reopened(torn: Cast) -> None:
    torn.submit(torn.mara)
    reopen_assignment(by=torn.ada, assignment=torn.layer(torn.mara))
    response = client_of(torn.mara).get(f"documents/{torn.document.id}/disagreements/")
    assert response.json()["code"] == "blind"


@pytest.fixture
def asked(torn: Cast) -> Cast:
    """The cast, in which the adjudicator annotates too, and a colleague asks for her copy."""
    add_member(by=torn.mara, project=torn.project, user=torn.ada, role=Role.ANNOTATOR)
    assign(torn.mara, torn.project, [torn.ada])
    request_reopening(by=torn.ana, assignment=torn.layer(torn.ana), reason="A slip.")
    return torn


REOPENING = [("POST", "reopen/", 200), ("DELETE", "reopening-request/", 204)]


@pytest.mark.parametrize(("method", "address", "allowed"), REOPENING)
@pytest.mark.parametrize("name", ["ada", "mara"])
def test_it_lets_nobody_reopen_or_decline_what_they_are_blind_to(
    name: str, method: str, address: str, allowed: int, asked: Cast
) -> None:
    user, path = getattr(asked, name), f"assignments/{asked.layer(asked.ana).id}/{address}"
    refused = client_of(user).send(method, path, {} if method == "POST" else None)
    assert (refused.status_code, refused.json()["code"]) == (403, "blind")
    assert asked.layer(asked.ana).reopening_reason == "A slip."
    asked.submit(user)
    again = client_of(user).send(method, path, {} if method == "POST" else None)
    assert again.status_code == allowed


def test_it_shows_an_adjudicator_nothing_of_a_text_they_annotated(cast: Cast) -> None:
    add_member(by=cast.mara, project=cast.project, user=cast.ana, role=Role.ADJUDICATOR)
    for user in (cast.ana, cast.ben, cast.chloe):
        cast.submit(user, "2-6 actor")
    client = client_of(cast.ana)
    response = client.get(f"documents/{cast.document.id}/disagreements/")
    assert (response.status_code, response.json()["code"]) == (403, "blind")
    assert lines_of(client.get(f"projects/{cast.project.id}/exports/")) == []


def test_it_shows_a_removed_annotator_nothing_at_all(cast: Cast) -> None:
    cast.submit(cast.ana, "2-6 actor")
    Membership.objects.filter(user=cast.ana).delete()
    client = client_of(cast.ana)
    assert client.get("assignments/").json()["results"] == []
    assert client.get(f"assignments/{cast.layer(cast.ana).id}/").status_code == 404
