"""Comparing layers, which may take seconds, happens before anybody has to wait for a lock."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pytest
from django.db import connection

from annotator.domain import clusters as domain
from annotator.domain.spans import Span
from annotator.services import review as reviewing
from annotator.services.adjudication import decide
from annotator.services.assignments import reopen_assignment, submit_assignment
from annotator.services.gold import finish_review
from annotator.services.majority import decide_by_majority
from annotator.services.review import review_document
from tests.cast import Cast, mark

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def locked(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Note of every comparison whether it was made inside a transaction."""
    noted: list[bool] = []

    def clusters(spans: Mapping[str, Collection[Span]]) -> list[domain.Cluster]:
        noted.append(connection.in_atomic_block)
        return domain.clusters(spans)

    monkeypatch.setattr(reviewing, "clusters", clusters)
    return noted


def test_it_compares_before_the_lock_and_anew_what_changed(cast: Cast, locked: list[bool]) -> None:
    cast.submit(cast.ana, "2-6 actor | 12-20 threat_claim")
    cast.submit(cast.ben, "2-8 actor | 12-20 threat_claim")
    cast.submit(cast.chloe, "2-8 actor")
    decide_by_majority(by=cast.ada, document=cast.document)
    assert locked == [False]
    layer = cast.layer(cast.chloe)
    reopen_assignment(by=cast.mara, assignment=layer)
    mark(layer, "30-34 evidence")
    submit_assignment(by=cast.chloe, assignment=layer)
    for cluster in review_document(cast.document).undecided:
        decide(by=cast.ada, document=cast.document, cluster=cluster.key, drafts=[])
    finish_review(by=cast.ada, document=cast.document)
    assert locked == [False, False]
