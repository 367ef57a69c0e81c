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

from annotator.models import Job, Suggestion, User
from annotator.services import suggesting
from annotator.services.jobs import claim
from annotator.services.preannotation import enqueue_preannotation
from tests.api.label_desk import Desk as LabelDesk
from tests.api.label_desk import without
from tests.api.routes import content
from tests.cast import Cast, Client, body_of, client_of, mark, undone
from tests.fixed_pipeline import FixedPipeline

CLOCK = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z")
# What a page has of chance: the nonce of its scripts, the mask of its form's secret.
CHANCE = re.compile(rb"(nonce(-|=\")|csrf\w*\\?\" (value|content)=\\?\")[\w+/=-]+")
NAMES = [uuid.UUID(int=n, version=4) for n in range(1, 6)]
Act = Callable[[Cast], None]
Step = tuple[str, str, Any] | Act
STEPS = 72  # of a session, at most


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


def reads_again(cast: Cast) -> None:
    read(cast, SECOND)


def leaves_out(name: str) -> Act:
    """Let the manager leave out a label: it is deleted, or archived where somebody used it."""

    def act(cast: Cast) -> None:
        assert LabelDesk(cast).change(without(name)).status_code == 200

    return act


def session(cast: Cast) -> list[Step]:
    """Return what ana does, and what the worker and the manager do in every run."""
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
        reads_again,
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
        leaves_out("argument"),
        leaves_out("actor"),
        ("GET", layer, None),
        ("GET", f"/{layer}", None),
        ("GET", f"/projects/{cast.project.id}/labels.css", None),
        ("GET", f"projects/{cast.project.id}/label-set/", None),
        put(NAMES[2], "2-6 argument", 0),
        ("PUT", f"{layer}annotations/{NAMES[2]}/",
         {**body_of(text, "2-6 argument", base_rev=0), "quote": "wrong"}),
        ("PUT", f"{layer}relations/{NAMES[2]}/", link(NAMES[0], NAMES[3], "targets")),
        ("POST", f"{layer}skip/", {"reason": "Later."}),
        ("GET", layer, None),
        ("POST", f"{layer}resume/", {}),
        ("POST", f"{layer}submit/", {}),
        ("POST", f"{layer}reopening-request/", {"reason": "One more."}),
        ("GET", "assignments/?q=warn", None),
        ("GET", layer, None),
        *((("GET", path, None)) for path in readable(cast)),
    ]  # fmt: skip


def link(source: uuid.UUID, target: uuid.UUID, type_: str = "makes") -> dict[str, Any]:
    return {"type": type_, "source": str(source), "target": str(target), "base_rev": 0}


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


def marks(name: str, written: str, number: int) -> Act:
    def act(cast: Cast) -> None:
        user: User = getattr(cast, name)
        body = body_of(cast.document, written, base_rev=0)
        path = f"assignments/{cast.layer(user).id}/annotations/{NAMES[number]}/"
        client_of(user).send("PUT", path, body)

    return act


def decides(name: str, at: int, verdict: str) -> Act:
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


def submits(name: str) -> Act:
    def act(cast: Cast) -> None:
        user: User = getattr(cast, name)
        client_of(user).send("POST", f"assignments/{cast.layer(user).id}/submit/", {})

    return act


def works(name: str, method: str, address: str, body: Any) -> Act:
    """Let somebody send a request to an address below their own assignment."""

    def act(cast: Cast) -> None:
        user: User = getattr(cast, name)
        client_of(user).send(method, f"assignments/{cast.layer(user).id}/{address}", body)

    return act


def looks(name: str) -> Act:
    def act(cast: Cast) -> None:
        client = client_of(getattr(cast, name))
        for path in readable(cast):
            content(client.get(path))

    return act


def reopens(cast: Cast) -> None:
    client_of(cast.mara).send("POST", f"assignments/{cast.layer(cast.ben).id}/reopen/", {})


def releases(cast: Cast) -> None:
    client_of(cast.mara).send("POST", f"projects/{cast.project.id}/releases/", {})


def argues(cast: Cast) -> None:
    """Let ben use labels and pairs of labels that nobody else does."""
    written = ["15-20 evidence", "25-28 argument", "30-34 threat_claim", "36-40 actor"]
    evidence, argument, threat, actor = (
        mark(cast.layer(cast.ben), each)[0].uuid for each in written
    )
    for drawn in (link(evidence, argument, "supports"), link(threat, actor, "targets")):
        path = f"assignments/{cast.layer(cast.ben).id}/relations/{uuid.uuid4()}/"
        client_of(cast.ben).send("PUT", path, drawn)


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


def play(cast: Cast, meanwhile: dict[int, list[Act]]) -> list[bytes]:
    """Return ana's answers, with others acting before the steps named by number."""
    answers, client = [], client_of(cast.ana)
    for number, step in enumerate(session(cast)):
        for act in meanwhile.get(number, []):
            act(cast)
        if callable(step):
            step(cast)
        else:
            answers.append(answer(client, *step))
    return answers


def answer(client: Client, method: str, path: str, body: Any) -> bytes:
    response = client.send(method, path, body)
    whole = repr((response.status_code, sorted(response.headers.items()))).encode()
    return CHANCE.sub(b"<chance>", CLOCK.sub(b"<clock>", whole + content(response)))


@pytest.fixture
def alone(cast: Cast) -> list[bytes]:
    """What ana is answered while nobody else does anything."""
    read(cast, FIRST)
    with undone():
        assert len(session(cast)) <= STEPS
        return play(cast, {})


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(st.tuples(st.integers(0, STEPS), st.sampled_from(OTHERS)), min_size=1, max_size=12))
def test_it_answers_an_annotator_the_same_whatever_others_do(
    cast: Cast, alone: list[bytes], moves: list[tuple[int, Act]]
) -> None:
    meanwhile: dict[int, list[Act]] = {}
    for number, act in moves:
        meanwhile.setdefault(number, []).append(act)
    with undone():
        assert play(cast, meanwhile) == alone


def test_it_shows_a_new_reading_alike_whoever_decided_on_the_old_one(
    cast: Cast, alone: list[bytes]
) -> None:
    decided = [decides("ben", 1, "accepted"), decides("ben", 2, "dismissed")]
    assert play(cast, {8: decided}) == alone


def test_it_leaves_out_a_label_alike_whoever_used_it(cast: Cast, alone: list[bytes]) -> None:
    assert play(cast, {0: [argues]}) == alone
