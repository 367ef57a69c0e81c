"""A manager at the label set of her project."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from annotator.models import Annotation, Relation, RelationType
from tests.cast import Cast, client_of, mark

Change = Callable[[dict[str, Any]], object]
COLOURS = {"colour": "#123456", "colour_dark": "#fedcba"}


class Desk:
    """Mara at the label set of her project."""

    def __init__(self, cast: Cast) -> None:
        self.cast, self.client = cast, client_of(cast.mara)
        self.path = f"projects/{cast.project.id}/label-set/"

    def see(self) -> dict[str, Any]:
        seen: dict[str, Any] = self.client.get(self.path).json()
        return seen

    def put(self, body: Any) -> Any:
        return self.client.send("PUT", self.path, body)

    def change(self, change: Change) -> Any:
        """Send the present set with one change."""
        body = self.see()
        change(body)
        return self.put(body)

    def answer(self, **answers: Any) -> Annotation:
        """Let ana mark a threat claim and answer what is asked about it."""
        (annotation,) = mark(self.cast.layer(self.cast.ana), "7-12 threat_claim")
        Annotation.objects.filter(id=annotation.id).update(attributes=answers)
        return annotation

    def link(self) -> Relation:
        """Let ana mark evidence that supports an argument."""
        layer = self.cast.layer(self.cast.ana)
        source, target = mark(layer, "2-6 evidence | 7-12 argument")
        kind = RelationType.objects.get(project=self.cast.project, name="supports")
        return Relation.objects.create(
            assignment=layer,
            uuid=source.uuid,
            type=kind,
            source=source,
            target=target,
            guideline_version=1,
        )


def label(body: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in body["labels"] if one["name"] == name)
    return found


def without(name: str) -> Change:
    def change(body: dict[str, Any]) -> None:
        body["labels"] = [one for one in body["labels"] if one["name"] != name]
        for kind in body["relation_types"]:
            kind["ends"] = [e for e in kind["ends"] if name not in (e["source"], e["target"])]

    return change
