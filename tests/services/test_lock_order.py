"""What locks several rows takes them in one order, so that no two wait for each other."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotator.services import suggesting
from annotator.services.assignments import reopen_assignment
from annotator.services.gold import finish_review
from annotator.services.jobs import claim
from annotator.services.majority import decide_by_majority
from annotator.services.preannotation import enqueue_preannotation
from tests.api.label_desk import Desk, without
from tests.cast import Cast
from tests.fixed_pipeline import FixedPipeline

ORDER = ["job", "project", "assignment", "adjudication", "suggestion", "document"]
LOCK = re.compile(r'UPDATE "?annotator_(\w+)')


def finish(cast: Cast) -> None:
    finish_review(by=cast.ada, document=cast.document)


def give_back(cast: Cast) -> None:
    reopen_assignment(by=cast.mara, assignment=cast.layer(cast.ana))


def leave_out_a_label(cast: Cast) -> None:
    assert Desk(cast).change(without("evidence")).status_code == 200


def read(cast: Cast) -> None:
    job = claim(job_id=enqueue_preannotation(by=cast.mara, project=cast.project).id)
    assert job is not None
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(suggesting, "load_pipeline", lambda _: FixedPipeline("1", ((2, 6),)))
        suggesting.run(job)


@pytest.mark.parametrize(
    ("act", "taken"),
    [
        (finish, ["project", "assignment", "adjudication"]),
        (leave_out_a_label, ["project", "assignment", "adjudication"]),
        (read, ["job", "project", "suggestion", "document"]),
        (give_back, ["assignment", "document"]),
    ],
)
def test_it_locks_in_one_order(act: Callable[[Cast], None], taken: list[str], cast: Cast) -> None:
    for user in (cast.ana, cast.ben, cast.chloe):
        cast.submit(user, "2-6 actor")
    decide_by_majority(by=cast.ada, document=cast.document)
    with CaptureQueriesContext(connection) as captured:
        act(cast)
    locked = [found[1] for query in captured if (found := LOCK.match(query["sql"]))]
    assert [table for table in dict.fromkeys(locked) if table in ORDER] == taken
    assert taken == sorted(taken, key=ORDER.index)
