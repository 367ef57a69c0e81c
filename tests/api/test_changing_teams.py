"""People come and go while documents are annotated and reviewed."""

from __future__ import annotations

from annotator.models import Document, Job, Membership
from annotator.services.preannotation import enqueue_preannotation
from annotator.services.projects import add_member, remove_member
from tests.cast import Cast, Role, add_document, assign, body_of, client_of, mark, person


def submit_all(cast: Cast) -> None:
    for annotator, written in ((cast.ana, "2-6 actor"), (cast.ben, "3-6 actor")):
        cast.submit(annotator, written)
    cast.submit(cast.chloe)


def finish(cast: Cast) -> None:
    ada, path = client_of(cast.ada), f"documents/{cast.document.id}/"
    for cluster in ada.get(f"{path}disagreements/").json()["clusters"]:
        sent = {"spans": [body_of(cast.document, "2-6 actor")], "note": ""}
        assert ada.send("PUT", f"{path}decisions/{cluster['key']}/", sent).status_code == 200
    assert ada.send("POST", f"{path}adjudication/finish/", {}).status_code == 200


def leave(cast: Cast, membership: Membership) -> None:
    remove_member(by=cast.mara, membership=membership)


def test_a_finished_document_takes_no_more_annotators(cast: Cast) -> None:
    submit_all(cast)
    finish(cast)
    late = person("late")
    add_member(by=cast.mara, project=cast.project, user=late, role=Role.ANNOTATOR)
    fresh = add_document(cast.mara, cast.project, "A second text.")
    assign(cast.mara, cast.project, [late])
    assert [a.document for a in late.assignments.all()] == [fresh]


def test_a_copy_left_behind_is_not_waited_for(cast: Cast) -> None:
    cast.project.redundancy = 2
    cast.project.save()
    cast.submit(cast.ana)
    cast.submit(cast.ben)
    assert not Document.objects.reviewable().exists()
    leave(cast, cast.chloe.memberships.get(project=cast.project))
    assert list(Document.objects.reviewable()) == [cast.document]


def test_a_copy_left_behind_cannot_be_handed_in_after_the_review(cast: Cast) -> None:
    cast.project.redundancy = 2
    cast.project.save()
    cast.submit(cast.ana, "2-6 actor")
    cast.submit(cast.ben, "3-6 actor")
    leave(cast, cast.chloe.memberships.get(project=cast.project))
    finish(cast)
    add_member(by=cast.mara, project=cast.project, user=cast.chloe, role=Role.ANNOTATOR)
    response = client_of(cast.chloe).send(
        "POST", f"assignments/{cast.layer(cast.chloe).id}/submit/", {}
    )
    assert (response.status_code, response.json()["code"]) == (409, "adjudicated")


def test_nobody_gives_their_own_copy_back(cast: Cast) -> None:
    add_member(by=cast.mara, project=cast.project, user=cast.mara, role=Role.ANNOTATOR)
    assign(cast.mara, cast.project, [cast.mara])
    cast.submit(cast.mara, "2-6 actor")
    path = f"assignments/{cast.layer(cast.mara).id}/reopen/"
    response = client_of(cast.mara).send("POST", path, {})
    assert (response.status_code, response.json()["code"]) == (403, "own_copy")
    assert cast.layer(cast.mara).state == "submitted"


def test_a_holder_who_becomes_an_annotator_lets_go_of_the_review(cast: Cast) -> None:
    submit_all(cast)
    (cluster,) = (
        client_of(cast.ada).get(f"documents/{cast.document.id}/disagreements/").json()["clusters"]
    )
    path = f"documents/{cast.document.id}/decisions/{cluster['key']}/"
    assert client_of(cast.ada).send("PUT", path, {"spans": []}).status_code == 200
    for role in (Role.ANNOTATOR, Role.ADJUDICATOR):
        add_member(by=cast.mara, project=cast.project, user=cast.ada, role=role)
    assign(cast.mara, cast.project, [cast.ada])
    mark(cast.layer(cast.ada), "2-6 actor")
    cast.submit(cast.ada)
    other = person("other")
    add_member(by=cast.mara, project=cast.project, user=other, role=Role.ADJUDICATOR)
    clusters = client_of(other).get(f"documents/{cast.document.id}/disagreements/").json()
    assert clusters["n_decided"] == 0  # a fourth annotator has completed it: the ruling lapsed
    path = f"documents/{cast.document.id}/decisions/{clusters['clusters'][0]['key']}/"
    assert client_of(other).send("PUT", path, {"spans": []}).status_code == 200


def test_a_job_that_waits_serves_the_next_import_too(cast: Cast) -> None:
    before = list(Job.objects.filter(project=cast.project))
    add_document(cast.mara, cast.project, "Another text.")
    again = enqueue_preannotation(by=cast.mara, project=cast.project)
    assert list(Job.objects.filter(project=cast.project)) == before == [again]


def test_an_adjudicator_learns_no_progress_before_a_document_is_ready(cast: Cast) -> None:
    cast.submit(cast.ana)
    path = f"projects/{cast.project.id}/documents/"
    assert client_of(cast.ada).get(path).json()["results"][0]["progress"] is None
    cast.submit(cast.ben)
    cast.submit(cast.chloe)
    shown = client_of(cast.ada).get(path).json()["results"][0]["progress"]
    assert shown == {"assigned": 3, "submitted": 3, "required": 3, "adjudication": None}


def test_an_export_is_written_down(cast: Cast) -> None:
    response = client_of(cast.mara).get(f"projects/{cast.project.id}/exports/")
    assert len(b"".join(response).splitlines()) == 1
    event = cast.project.events.get(verb="corpus.export")
    assert (event.actor, event.after) == (cast.mara, {"documents": 1})
