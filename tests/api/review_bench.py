"""Where an adjudicator sits: before a text whose annotators say something of their spans."""

from __future__ import annotations

import uuid
from typing import Any

from annotator.models import Annotation, Relation, User
from annotator.services.annotations import SpanDraft, put_annotation
from annotator.services.assignments import submit_assignment
from annotator.services.relations import RelationDraft, put_relation
from tests.cast import Cast, body_of, client_of, spans


class Bench:
    """Ada, before a text whose annotators linked what they marked."""

    def __init__(self, cast: Cast) -> None:
        self.cast, self.client = cast, client_of(cast.ada)
        self.path = f"documents/{cast.document.id}/"
        threat = cast.project.labels.get(name="threat_claim")
        leads_to = cast.project.relation_types.create(name="leads_to", title="to", position=99)
        leads_to.ends.create(source=threat, target=threat)

    def mark(self, user: User, written: str, **said: Any) -> Annotation:
        """Let an annotator mark one span and say something of it."""
        layer, (span,) = self.cast.layer(user), spans(written)
        quote = layer.document.text[span.start : span.end]
        made = SpanDraft(uuid.uuid4(), span.label, span.start, span.end, quote, **said)
        return put_annotation(by=user, assignment=layer, draft=made, base_rev=0)[0]

    def link(self, source: Annotation, kind: str, target: Annotation, **said: Any) -> Relation:
        """Let the annotator of both spans link them."""
        layer = source.assignment
        made = RelationDraft(uuid.uuid4(), kind, source.uuid, target.uuid, **said)
        return put_relation(by=layer.annotator, assignment=layer, draft=made, base_rev=0)[0]

    def submit(self, *users: User) -> None:
        for user in users:
            submit_assignment(by=user, assignment=self.cast.layer(user))

    def review(self) -> Any:
        return self.client.get(f"{self.path}disagreements/").json()

    def links(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.review()["links"]
        return found

    def path_of(self, link: dict[str, Any]) -> str:
        return f"{self.path}link-decisions/{link['type']}/{link['source']}/{link['target']}/"

    def rule(self, link: dict[str, Any], is_gold: bool, note: str = "") -> Any:
        return self.client.send("PUT", self.path_of(link), {"is_gold": is_gold, "note": note})

    def decide(self, *written: str, attributes: Any = None) -> Any:
        """Rule on the first disagreement that is open."""
        clusters = self.review()["clusters"]
        key = next(c["key"] for c in clusters if not c["is_agreed"] and not c["decision"])
        sent = [body_of(self.cast.document, each, attributes=attributes) for each in written]
        return self.client.send("PUT", f"{self.path}decisions/{key}/", {"spans": sent})

    def post(self, verb: str) -> Any:
        return self.client.send("POST", f"{self.path}{verb}/", {})

    def gold(self) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = self.client.get(f"{self.path}gold/").json()
        return rows

    def gold_links(self) -> list[tuple[str, int, int, str]]:
        rows = self.gold()
        start = {row["id"]: row["start"] for row in rows}
        return [
            (link["type"], row["start"], start[link["target"]], link["origin"])
            for row in rows
            for link in row["relations"]
        ]
