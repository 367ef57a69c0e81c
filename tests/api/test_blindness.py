"""Nobody learns of another's work before they may, not by a single byte.

The strong test runs one annotator's whole session twice from the same state: once alone, once
with colleagues, the adjudicator and the manager busy at points that Hypothesis chooses. Every
answer must be the same to the byte, but for the server's clock.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.models import Job, Membership, Suggestion, User
from annotator.services import suggesting
from annotator.services.assignments import reopen_assignment
from annotator.services.jobs import claim
from annotator.services.preannotation import enqueue_preannotation
from annotator.services.projects import add_member
from annotator.services.releases import create_release
from tests.api.routes import content
from tests.cast import Cast, Client, Role, assign, body_of, client_of, lines_of, undone
from tests.fixed_pipeline import FixedPipeline

CLOCK = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z")
NAMES = [uuid.UUID(int=n, version=4) for n in range(1, 6)]
Step = tuple[str, str, Any]
STEPS = 58  # of a session, at most


FIRST = FixedPipeline("fixed 1", ((2, 6), (7, 12), (20, 24)))
SECOND = FixedPipeline("fixed 2", ((2, 6), (20, 24)))


def read(cast: Cast, reading: FixedPipeline) -> None:
    """Let the worker read the text with a pipeline, as `manage.py up` would."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(suggesting, "load_pipeline", lambda _: reading)
        job = claim(job_id=enqueue_preannotation(by=cast.mara, project=cast.project).id)
        assert job is not None
        suggesting.run(job)
    Job.objects.all().delete()  # how many jobs there were is not what is tested


def session(cast: Cast) -> list[Step | None]:
    """Return what ana does; None stands for a new reading of the text by the worker."""
    layer, text = f"assignments/{cast.layer(cast.ana).id}/", cast.document
    suggested = [str(row.id) for row in Suggestion.objects.order_by("start")]
    accepted = body_of(text, "2-6 actor", id=str(NAMES[3]))

    def put(name: uuid.UUID, written: str, base_rev: int) -> Step:
        return "PUT", f"{layer}annotations/{name}/", body_of(text, written, base_rev=base_rev)

    return [
        ("GET", "assignments/", None),
        ("GET", layer, None),
        put(NAMES[0], "7-12 threat_claim", 0),
        put(NAMES[1], "7-12 evidence", 0),
        put(NAMES[0], "7-12 threat_claim", 0),
        put(NAMES[0], "7-18 threat_claim", 1),
        put(NAMES[2], "7-12 evidence", 0),
        ("PUT", f"{layer}suggestions/{suggested[0]}/decision/",
         {"verdict": "accepted", "annotation": accepted}),
        None,
        ("GET", layer, None),
        ("PUT", f"{layer}suggestions/{suggested[1]}/decision/", {"verdict": "dismissed"}),
        ("PUT", f"{layer}suggestions/{suggested[2]}/decision/", {"verdict": "dismissed"}),
        ("DELETE", f"{layer}annotations/{NAMES[1]}/?base_rev=1", None),
        ("DELETE", f"{layer}annotations/{NAMES[1]}/?base_rev=1", None),
        ("PUT", f"{layer}relations/{NAMES[0]}/", link(NAMES[3], NAMES[0])),
        ("PUT", f"{layer}relations/{NAMES[4]}/", link(NAMES[3], NAMES[0])),
        ("PUT", f"{layer}about/", {"note": "Long.", "is_unsure": True, "base_rev": 0}),
        ("PUT", f"{layer}sittings/{NAMES[0]}/", {"seconds": 1}),
        ("POST", f"{layer}changes/", {"changes": [{"kind": "put_annotation", "id": str(NAMES[4]),
         **body_of(text, "25-30 evidence", base_rev=0, note="Which?", is_unsure=True)}]}),
        ("GET", f"{layer}preannotation/", None),
        *((("GET", path, None)) for path in readable(cast)),
        ("POST", f"{layer}skip/", {"reason": "Later."}),
        ("GET", layer, None),
        ("POST", f"{layer}resume/", {}),
        ("POST", f"{layer}submit/", {}),
        ("POST", f"{layer}reopening-request/", {"reason": "One more."}),
        ("GET", "assignments/?q=warn", None),
        ("GET", layer, None),
        *((("GET", path, None)) for path in readable(cast)),
    ]  # fmt: skip


def link(source: uuid.UUID, target: uuid.UUID) -> dict[str, Any]:
    return {"type": "makes", "source": str(source), "target": str(target), "base_rev": 0}


def readable(cast: Cast) -> list[str]:
    """Return every other address that ana might look at, allowed or not."""
    project, document = f"projects/{cast.project.id}/", f"documents/{cast.document.id}/"
    return [
        "me/",
        "me/preferences/",
        "projects/",
        project,
        document,
        *(project + part for part in ("documents/", "members/", "agreement/", "exports/")),
        *(project + part for part in ("events/", "releases/", "jobs/", "invitations/")),
        *(document + part for part in ("disagreements/", "gold/")),
        f"assignments/{cast.layer(cast.ben).id}/",
    ]


def marks(name: str, written: str, number: int) -> Callable[[Cast], None]:
    def act(cast: Cast) -> None:
        user: User = getattr(cast, name)
        body = body_of(cast.document, written, base_rev=0)
        path = f"assignments/{cast.layer(user).id}/annotations/{NAMES[number]}/"
        client_of(user).send("PUT", path, body)

    return act


def decides(name: str, at: int, verdict: str) -> Callable[[Cast], None]:
    def act(cast: Cast) -> None:
        user: User = getattr(cast, name)
        chosen = Suggestion.objects.order_by("start")[at : at + 1]
        for each in chosen:
            written = f"{each.start}-{each.end} actor"
            span = body_of(cast.document, written, id=str(uuid.uuid4()))
            body = {"verdict": verdict, "annotation": span if verdict == "accepted" else None}
            path = f"assignments/{cast.layer(user).id}/suggestions/{each.id}/decision/"
            client_of(user).send("PUT", path, body)

    return act


def submits(name: str) -> Callable[[Cast], None]:
    def act(cast: Cast) -> None:
        user: User = getattr(cast, name)
        client_of(user).send("POST", f"assignments/{cast.layer(user).id}/submit/", {})

    return act


def works(name: str, method: str, address: str, body: Any) -> Callable[[Cast], None]:
    """Let somebody send a request to an address below their own assignment."""

    def act(cast: Cast) -> None:
        user: User = getattr(cast, name)
        client_of(user).send(method, f"assignments/{cast.layer(user).id}/{address}", body)

    return act


def looks(name: str) -> Callable[[Cast], None]:
    def act(cast: Cast) -> None:
        client = client_of(getattr(cast, name))
        for path in readable(cast):
            content(client.get(path))

    return act


def reopens(cast: Cast) -> None:
    client_of(cast.mara).send("POST", f"assignments/{cast.layer(cast.ben).id}/reopen/", {})


def releases(cast: Cast) -> None:
    client_of(cast.mara).send("POST", f"projects/{cast.project.id}/releases/", {})


OTHERS = [
    marks("ben", "7-12 threat_claim", 0),
    marks("ben", "7-12 evidence", 1),
    marks("chloe", "2-6 actor", 3),
    decides("ben", 0, "dismissed"),
    decides("ben", 1, "accepted"),
    decides("chloe", 1, "dismissed"),
    decides("chloe", 2, "dismissed"),
    marks("ben", "2-6 actor", 2),
    works("ben", "PUT", f"relations/{NAMES[4]}/", link(NAMES[2], NAMES[0])),
    works("ben", "PUT", "about/", {"note": "Ben's.", "is_unsure": True, "base_rev": 0}),
    works("ben", "PUT", f"sittings/{NAMES[0]}/", {"seconds": 1}),
    works("chloe", "POST", "skip/", {"reason": "Not mine."}),
    submits("ben"),
    submits("chloe"),
    looks("ada"),
    looks("mara"),
    looks("ben"),
    reopens,
    releases,
]


def play(cast: Cast, meanwhile: dict[int, list[Callable[[Cast], None]]]) -> list[bytes]:
    """Return ana's answers, with others acting before the steps named by number."""
    answers, client = [], client_of(cast.ana)
    for number, step in enumerate(session(cast)):
        for act in meanwhile.get(number, []):
            act(cast)
        if step is None:
            read(cast, SECOND)
        else:
            answers.append(answer(client, *step))
    return answers


def answer(client: Client, method: str, path: str, body: Any) -> bytes:
    response = client.send(method, path, body)
    whole = repr((response.status_code, sorted(response.headers.items()))).encode()
    return CLOCK.sub(b"<clock>", whole + content(response))


@pytest.fixture
def alone(cast: Cast) -> list[bytes]:
    """What ana is answered while nobody else does anything."""
    read(cast, FIRST)
    with undone():
        answers = play(cast, {})
    assert len(answers) <= STEPS
    return answers


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(st.tuples(st.integers(0, STEPS), st.sampled_from(OTHERS)), min_size=1, max_size=12))
def test_it_answers_an_annotator_the_same_whatever_others_do(
    cast: Cast, alone: list[bytes], moves: list[tuple[int, Callable[[Cast], None]]]
) -> None:
    meanwhile: dict[int, list[Callable[[Cast], None]]] = {}
    for number, act in moves:
        meanwhile.setdefault(number, []).append(act)
    with undone():
        assert play(cast, meanwhile) == alone


def test_it_shows_a_new_reading_alike_whoever_decided_on_the_old_one(
    cast: Cast, alone: list[bytes]
) -> None:
    decided = [decides("ben", 1, "accepted"), decides("ben", 2, "dismissed")]
    assert play(cast, {8: decided}) == alone


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
