"""Ana at her document, as the page of the workspace talks to the API."""

from __future__ import annotations

import uuid
from typing import Any

from annotator.models import Annotation, Assignment
from tests.cast import Cast, body_of, client_of, mark


class Desk:
    """One annotator's client and the addresses of their layer."""

    def __init__(self, cast: Cast, name: str = "ana") -> None:
        self.cast, self.user = cast, getattr(cast, name)
        self.client = client_of(self.user)
        self.path = f"assignments/{self.layer.id}/"

    @property
    def layer(self) -> Assignment:
        return self.cast.layer(self.user)

    def send(self, method: str, address: str, body: Any = None) -> Any:
        """Send a request to an address below the assignment."""
        return self.client.send(method, self.path + address, body)

    def marked(self, written: str) -> list[str]:
        """Store spans; return their ids."""
        return [str(annotation.uuid) for annotation in mark(self.layer, written)]

    def body(self, written: str, **more: Any) -> dict[str, Any]:
        """Return the body of a write about one span."""
        return body_of(self.cast.document, written, **{"base_rev": 0} | more)

    def put(self, name: object, written: str, **more: Any) -> Any:
        return self.send("PUT", f"annotations/{name}/", self.body(written, **more))

    def link(self, type_: str, source: str, target: str, **more: Any) -> dict[str, Any]:
        """Return the body of a write about one relation."""
        return {"type": type_, "source": source, "target": target, "base_rev": 0} | more

    def relate(self, name: object, *link: str, **more: Any) -> Any:
        return self.send("PUT", f"relations/{name}/", self.link(*link, **more))

    def shown(self) -> dict[str, Any]:
        found: dict[str, Any] = self.client.get(self.path).json()
        return found

    def stored(self, name: str) -> Annotation:
        return self.layer.annotations.get(uuid=name)


def new_id() -> str:
    return str(uuid.uuid4())


def said(response: Any) -> tuple[int, str]:
    """Return status and code of a refusal."""
    return response.status_code, response.json()["code"]
