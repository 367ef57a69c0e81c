"""Three documents, what the API says of them, and what the engine does."""

from __future__ import annotations

import datetime
from typing import Any

from annotator.domain.agreement import agreement_report
from annotator.models import Document, Project
from annotator.services.agreement import report_as_json
from annotator.services.agreement_rows import layout_of
from annotator.services.corpora import completed_layers, iterate_documents
from tests.cast import Cast, add_document, assign, client_of

MARKS = {
    "ana": ["0-9 actor | 12-20 threat_claim", "0-5 actor", ""],
    "ben": ["0-9 actor | 10-20 threat_claim", "0-6 actor | 2-4 evidence", "3-9 argument"],
    "chloe": ["2-9 actor | 12-22 evidence", "1-5 actor", "3-8 argument"],
}
SOURCES = (("Reuters", "2024-05-03"), ("TASS", "2024-05-30"), ("TASS", "2024-06-01"))


def submit_three(cast: Cast) -> list[Document]:
    """Make three documents of two sources and months, and let everybody submit them."""
    people = [cast.ana, cast.ben, cast.chloe]
    made = []
    for place, (source, day) in enumerate(SOURCES):
        made.append(
            add_document(
                cast.mara,
                cast.project,
                f"Text {place} of war, of threats and of peace.",
                title=f"=Text {place}",
                source=source,
                published=datetime.date.fromisoformat(day),
                extra={"desk": "East" if place else "West"},
            )
        )
        assign(cast.mara, cast.project, people, [made[-1]])
        for user in people:
            cast.submit(user, MARKS[user.username][place], made[-1])
    return made


def ask(cast: Cast, path: str = "", **query: Any) -> Any:
    return client_of(cast.mara).get(f"projects/{cast.project.id}/agreement/{path}", query)


def figures(cast: Cast, **query: Any) -> dict[str, Any]:
    answer = ask(cast, **{"intervals": "no", **query})
    assert answer.status_code == 200, answer.content
    told: dict[str, Any] = answer.json()
    return told


def measured(project: Project, *documents: Document) -> dict[str, Any]:
    """Return the report as the engine makes it from the layers as they are now."""
    chosen = Document.objects.filter(id__in=[document.id for document in documents])
    layers = [completed_layers(document) for document in iterate_documents(chosen)]
    layout = layout_of(project, "character")
    report = agreement_report(layers, layout.labels, layout.types, layout.attributes)
    return report_as_json(report)
