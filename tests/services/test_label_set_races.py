"""The label set changes while others work: each of them ends as if it had been alone."""

from __future__ import annotations

import pytest

from annotator.models import Job, Suggestion
from annotator.services import jobs, suggesting
from annotator.services.gold import finish_review
from annotator.services.majority import decide_by_majority
from tests.api.label_desk import Desk, without
from tests.cast import Cast, body_of, client_of
from tests.services.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def submitted(cast: Cast) -> Cast:
    cast.submit(cast.ana, "2-6 actor")
    cast.submit(cast.ben, "2-8 actor")
    cast.submit(cast.chloe, "2-6 actor")
    return cast


@pytest.mark.parametrize("attempt", range(4))
def test_it_finishes_a_review_while_the_label_set_changes(attempt: int, submitted: Cast) -> None:
    decide_by_majority(by=submitted.ada, document=submitted.document)
    changed, finished = at_once(
        lambda: Desk(submitted).change(without("actor")),
        lambda: finish_review(by=submitted.ada, document=submitted.document),
    )
    assert (changed.status_code, finished.state) == (200, "finished")
    assert submitted.project.labels.get(name="actor").is_archived


@pytest.mark.parametrize("attempt", range(4))
def test_it_rules_while_the_label_set_changes(attempt: int, submitted: Cast) -> None:
    path = f"documents/{submitted.document.id}/"
    shown = client_of(submitted.ada).get(f"{path}disagreements/").json()
    put = f"{path}decisions/{shown['clusters'][0]['key']}/"
    body = {"spans": [body_of(submitted.document, "2-6 evidence")]}
    ruled, changed = at_once(
        lambda: client_of(submitted.ada).send("PUT", put, body),
        lambda: Desk(submitted).change(without("evidence")),
    )
    is_kept = submitted.project.labels.filter(name="evidence").exists()
    assert (ruled.status_code, changed.status_code, is_kept) in {
        (200, 200, True),
        (400, 200, False),
    }


@pytest.mark.parametrize("attempt", range(4))
def test_it_suggests_while_the_label_set_changes(attempt: int, cast: Cast) -> None:
    job = jobs.claim(job_id=Job.objects.get(project=cast.project).id)
    assert job is not None
    changed, _ = at_once(lambda: Desk(cast).change(without("actor")), lambda: suggesting.run(job))
    kept = cast.project.labels.filter(name="actor")
    assert changed.status_code == 200
    assert Suggestion.objects.filter(label__name="actor").exists() == kept.exists()
