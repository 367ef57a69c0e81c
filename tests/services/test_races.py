"""Several at once, with real threads on a real database: the outcome is as if one by one."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from annotator.errors import Conflict
from annotator.models import (
    Adjudication,
    Annotation,
    Assignment,
    Document,
    Job,
    Membership,
    Project,
    Release,
    Suggestion,
    User,
)
from annotator.services import jobs
from annotator.services.accounts import accept_invitation, invite
from annotator.services.assignments import reopen_assignment
from annotator.services.gold import finish_review
from annotator.services.projects import (
    add_member,
    assign_annotators,
    change_project,
    remove_member,
)
from tests.cast import Cast, Client, Role, body_of, client_of, person

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Do all of these at the same time; return each result, or the Conflict it raised."""
    start = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        start.wait()
        try:
            return act()
        except Conflict as conflict:
            return conflict
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(run, acts))


def codes(responses: Sequence[Any]) -> list[int]:
    return sorted(response.status_code for response in responses)


def putting(cast: Cast, client: Client, name: uuid.UUID, written: str) -> Callable[[], Any]:
    path = f"assignments/{cast.layer(cast.ana).id}/annotations/{name}/"
    body = body_of(cast.document, written, base_rev=0)
    return lambda: client.send("PUT", path, body)


def clients(user: User, number: int) -> list[Client]:
    return [client_of(user) for _ in range(number)]


def test_it_makes_one_row_of_twenty_equal_writes(cast: Cast) -> None:
    name = uuid.uuid4()
    tabs = clients(cast.ana, 20)
    responses = at_once(*(putting(cast, tab, name, "2-6 actor") for tab in tabs))
    assert codes(responses) == [200] * 19 + [201]
    assert len({response.content for response in responses}) == 1
    assert Annotation.objects.count() == 1


def test_it_lets_one_of_several_changes_of_a_revision_win(cast: Cast) -> None:
    name = uuid.uuid4()
    tabs = clients(cast.ana, 6)
    ends = range(7, 13)
    responses = at_once(
        *(putting(cast, tab, name, f"2-{end} actor") for tab, end in zip(tabs, ends, strict=True))
    )
    assert codes(responses) == [201] + [409] * 5
    assert Annotation.objects.get().rev == 1


@pytest.mark.parametrize("attempt", range(4))
def test_it_stores_nothing_after_the_submission(attempt: int, cast: Cast) -> None:
    tabs, path = clients(cast.ana, 7), f"assignments/{cast.layer(cast.ana).id}/submit/"
    writes = [
        putting(cast, tab, uuid.uuid4(), f"2-{7 + n} actor") for n, tab in enumerate(tabs[1:])
    ]
    submitted, *written = at_once(lambda: tabs[0].send("POST", path, {}), *writes)
    assert submitted.status_code == 200
    acknowledged = [response for response in written if response.status_code == 201]
    assert {response.status_code for response in written} <= {201, 409}
    assert Annotation.objects.count() == len(acknowledged)
    assert cast.layer(cast.ana).state == "submitted"
    log = client_of(cast.mara).get(f"projects/{cast.project.id}/events/?page_size=200").json()
    (told,) = [e for e in log["results"] if e["verb"] == "assignment.submit"]
    assert told["after"]["annotations"] == len(acknowledged)


@pytest.fixture
def submitted(cast: Cast) -> Cast:
    cast.submit(cast.ana, "2-6 actor")
    cast.submit(cast.ben, "2-8 actor")
    cast.submit(cast.chloe, "2-6 actor")
    return cast


def test_it_gives_a_review_to_one_of_several_adjudicators(submitted: Cast) -> None:
    people = [submitted.ada, *(person(f"ada{n}") for n in range(5))]
    for user in people:
        add_member(by=submitted.mara, project=submitted.project, user=user, role=Role.ADJUDICATOR)
    path = f"documents/{submitted.document.id}/"
    shown = client_of(submitted.ada).get(f"{path}disagreements/").json()
    put = f"{path}decisions/{shown['clusters'][0]['key']}/"
    responses = at_once(
        *(
            lambda client=client: client.send("PUT", put, {"spans": []})
            for client in [client_of(user) for user in people]
        )
    )
    assert codes(responses) == [200] + [409] * 5
    (winner,) = [r.json()["decided_by"]["username"] for r in responses if r.status_code == 200]
    assert Adjudication.objects.get().adjudicator.username == winner


@pytest.mark.parametrize("attempt", range(4))
def test_it_makes_no_gold_of_a_layer_that_is_given_back(attempt: int, submitted: Cast) -> None:
    document, layer = submitted.document, submitted.layer(submitted.ana)
    Annotation.objects.all().delete()
    at_once(
        lambda: finish_review(by=submitted.ada, document=Document.objects.get(id=document.id)),
        lambda: reopen_assignment(by=submitted.mara, assignment=layer),
    )
    is_finished = Adjudication.objects.filter(state="finished").exists()
    is_open = Assignment.objects.unsubmitted().exists()
    assert is_finished != is_open


def test_it_keeps_what_several_tabs_prefer(cast: Cast) -> None:
    everything = {"keys": {"undo": "z"}, "reading": {"size": 20}, "language": "de"}
    at_once(
        *(
            lambda tab=tab, part={name: value}: tab.send("PATCH", "me/preferences/", part)
            for tab, (name, value) in zip(clients(cast.ana, 3), everything.items(), strict=True)
        )
    )
    assert client_of(cast.ana).get("me/preferences/").json() == everything


def test_it_imports_a_file_once(cast: Cast) -> None:
    path = f"projects/{cast.project.id}/documents/"
    desks = clients(cast.mara, 4)
    files = [SimpleUploadedFile("same.txt", b"The same words.") for _ in desks]
    responses = at_once(
        *(
            lambda desk=desk, file=file: desk.post(path, {"files": [file]})
            for desk, file in zip(desks, files, strict=True)
        )
    )
    assert codes(responses) == [201, 409, 409, 409]
    assert Document.objects.filter(text="The same words.").count() == 1


def test_it_gives_a_job_to_one_of_several_workers(cast: Cast) -> None:
    job = Job.objects.filter(project=cast.project).get()
    taken = at_once(*[lambda: jobs.claim(job_id=job.id)] * 8)
    assert [each is None for each in taken].count(False) == 1


def test_it_lets_one_person_in_by_an_invitation(cast: Cast) -> None:
    invitation, _ = invite(by=cast.mara, project=cast.project, name="Eve", role="annotator")
    joined = at_once(
        *(
            lambda n=n: accept_invitation(
                invitation=invitation,
                username=f"eve{n}",
                full_name="Eve",
                password="correct horse 9",
            )
            for n in range(4)
        )
    )
    assert [isinstance(each, Conflict) for each in joined].count(False) == 1
    assert User.objects.filter(username__startswith="eve").count() == 1


def test_it_keeps_a_manager_when_all_leave_at_once(cast: Cast) -> None:
    for user in (cast.ana, cast.ben):
        add_member(by=cast.mara, project=cast.project, user=user, role=Role.MANAGER)
    managers = list(Membership.objects.filter(project=cast.project, role=Role.MANAGER))
    at_once(*(lambda m=m: remove_member(by=cast.mara, membership=m) for m in managers))
    assert Membership.objects.filter(project=cast.project, role=Role.MANAGER).count() == 1


def test_it_gives_each_guideline_a_version_of_its_own(cast: Cast) -> None:
    made = at_once(
        *(
            lambda n=n: (
                change_project(
                    by=cast.mara, project=Project.objects.get(id=cast.project.id), guideline=f"{n}"
                ).guideline_version
            )
            for n in range(6)
        )
    )
    assert sorted(made) == [2, 3, 4, 5, 6, 7]


def test_it_assigns_a_pair_once_when_asked_twice_at_once(cast: Cast) -> None:
    Assignment.objects.all().delete()
    people = [cast.ana, cast.ben, cast.chloe]
    made = at_once(
        *[
            lambda: assign_annotators(
                by=cast.mara, project=cast.project, annotators=people, documents=None
            )
        ]
        * 4
    )
    assert sorted(made) == [0, 0, 0, 3]


def test_it_numbers_releases_made_at_once(cast: Cast) -> None:
    path = f"projects/{cast.project.id}/releases/"
    desks = clients(cast.mara, 4)
    responses = at_once(*(lambda d=d: d.send("POST", path, {}) for d in desks))
    assert codes(responses) == [201] * 4
    assert sorted(Release.objects.values_list("number", flat=True)) == [1, 2, 3, 4]


def test_it_decides_a_suggestion_once(cast: Cast) -> None:
    Document.objects.filter(id=cast.document.id).update(preannotated_with="fixed")
    suggestion = Suggestion.objects.create(
        document=cast.document,
        label=cast.project.labels.get(name="actor"),
        start=2,
        end=6,
        score=0.5,
        reason="x",
        pipeline="fixed",
    )
    path = f"assignments/{cast.layer(cast.ana).id}/suggestions/{suggestion.id}/decision/"
    body = {
        "verdict": "accepted",
        "annotation": body_of(cast.document, "2-6 actor", id=str(uuid.uuid4())),
    }
    responses = at_once(*(lambda t=t: t.send("PUT", path, body) for t in clients(cast.ana, 8)))
    assert codes(responses) == [200] * 8
    assert len({response.content for response in responses}) == 1
    assert Annotation.objects.count() == 1
