"""Figures of units as a worker measures them, and as the engine makes them of the same layers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from annotator.domain.agreement import DocumentSpans, Resampling
from annotator.domain.agreement.gamma import (
    GammaReport,
    gamma_of_documents,
)
from annotator.models import Document, GammaRow
from annotator.services import agreement_units
from annotator.services.corpora import completed_layers, iterate_documents
from annotator.tasks import run_job
from tests.cast import Cast, add_document, assign, client_of

MARKS = {
    "ana": [
        "0-9 actor | 12-20 threat_claim",
        "0-5 actor | 8-12 evidence",
        "",
        "1-4 actor",
        "0-9 actor",
    ],
    "ben": [
        "0-9 actor | 10-20 threat_claim",
        "0-6 actor",
        "3-9 argument",
        "1-5 actor",
        "0-9 actor",
    ],
    "chloe": ["2-9 actor | 12-22 evidence", "1-5 actor", "3-8 argument", "2-4 actor", "1-9 actor"],
}
PAIR = ("ana", "ben")


def submit_five(cast: Cast) -> list[Document]:
    """Make five documents of two sources, and let everybody submit them."""
    people = [cast.ana, cast.ben, cast.chloe]
    made = []
    for place in range(5):
        text, source = f"Text {place} of war, of threats and of peace.", ("TASS", "BBC")[place % 2]
        made.append(add_document(cast.mara, cast.project, text, source=source))
        assign(cast.mara, cast.project, people, [made[-1]])
        for user in people:
            cast.submit(user, MARKS[user.username][place], made[-1])
    return made


def ask(cast: Cast, verb: str = "get", **query: Any) -> Any:
    path = f"projects/{cast.project.id}/agreement/units/"
    client = client_of(cast.mara)
    asked = "&".join(
        f"{name}={value}" for name, values in query.items() for value in values.split()
    )
    return getattr(client, verb)(f"{path}?{asked}")


def measure(cast: Cast, **query: Any) -> dict[str, Any]:
    """Have figures measured, as a worker does, and return them."""
    answer = ask(cast, "post", **query)
    assert answer.status_code == 202
    run_job(answer.json()["job"]["id"])
    told: dict[str, Any] = ask(cast, **query).json()
    assert (told["job"], told["is_current"]) == (None, True)
    found: dict[str, Any] = told["found"]
    return found


def layers_of(documents: Sequence[Document]) -> list[tuple[Document, DocumentSpans]]:
    own = Document.objects.filter(id__in=[document.id for document in documents])
    return [(document, completed_layers(document)) for document in iterate_documents(own)]


def gamma_of(cast: Cast, layers: Sequence[tuple[Document, DocumentSpans]]) -> GammaReport:
    settings = agreement_units.settings_of(cast.project)
    documents, keys = [spans for _, spans in layers], [document.id.int for document, _ in layers]
    return gamma_of_documents(documents, settings, Resampling(seed=settings.seed), keys=keys)


NOTHING = {"job": None, "found": None, "measured_at": None, "is_current": False}


def costs_by_document() -> dict[Any, Any]:
    return dict(GammaRow.objects.values_list("document_id", "costs"))
