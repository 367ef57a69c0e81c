"""What saving costs the database: a page saves at every stroke, so each statement counts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.api.desk import Desk, new_id
from tests.api.test_suggestions import suggest
from tests.cast import Cast, body_of

LIMIT = 8
FRAME = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")


@pytest.fixture
def desk(cast: Cast) -> Desk:
    """Ana in the midst of her work, where actors are asked about."""
    desk = Desk(cast)
    label = cast.project.labels.get(name="actor")
    label.attributes.all().delete()
    label.attributes.create(name="named", title="Named", kind="boolean", position=0)
    desk.marked("2-12 actor | 2-20 evidence")
    return desk


def statements(act: Callable[[], Any]) -> list[str]:
    """Return what a request asks of the database."""
    with CaptureQueriesContext(connection) as captured:
        assert act().status_code in {200, 201, 204}
    told = [query["sql"] for query in captured.captured_queries]
    return [sql for sql in told if not sql.startswith(FRAME)]


def test_it_creates_a_span_in_few_statements(desk: Desk) -> None:
    assert len(statements(lambda: desk.put(new_id(), "2-6 argument"))) <= LIMIT


def test_it_asks_once_more_where_a_span_goes_back_to_a_suggestion(desk: Desk) -> None:
    suggestion = suggest(desk.cast, 2, 6)
    span = body_of(desk.cast.document, "2-6 actor", id=new_id())
    accepted = {"verdict": "accepted", "annotation": span}
    desk.send("PUT", f"suggestions/{suggestion.id}/decision/", accepted)
    few = len(statements(lambda: desk.put(new_id(), "2-6 argument")))
    said = {"suggestion": str(suggestion.id)}
    assert len(statements(lambda: desk.put(new_id(), "2-8 actor", **said))) == few + 1


def test_it_changes_a_span_in_few_statements(desk: Desk) -> None:
    (name,) = desk.marked("2-6 argument")
    assert len(statements(lambda: desk.put(name, "2-8 argument", base_rev=1))) <= LIMIT


def test_it_deletes_a_span_in_few_statements(desk: Desk) -> None:
    (name,) = desk.marked("2-6 argument")
    delete = f"annotations/{name}/?base_rev=1"
    assert len(statements(lambda: desk.send("DELETE", delete))) <= LIMIT


@pytest.mark.parametrize("written", ["7-12 actor", "7-20 actor"])
def test_it_saves_attributes_in_few_statements(written: str, desk: Desk) -> None:
    (name,) = desk.marked("7-12 actor")
    said = {"attributes": {"named": True}, "base_rev": 1}
    assert len(statements(lambda: desk.put(name, written, **said))) <= LIMIT


def test_it_asks_no_more_of_a_larger_layer(desk: Desk) -> None:
    few = len(statements(lambda: desk.put(new_id(), "2-6 argument")))
    desk.marked(" | ".join(f"1-{end} evidence" for end in range(3, 60)))
    assert len(statements(lambda: desk.put(new_id(), "2-7 argument"))) == few
