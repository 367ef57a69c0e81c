"""What the worker does with texts: suggestions with score and reason, stored once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pytest

from annotator.models import Annotation, Document, Job, Suggestion
from annotator.nlp.pipeline import Pipeline, SuggestedSpan, load_pipeline
from annotator.services import suggesting
from annotator.services.jobs import claim
from annotator.services.preannotation import current_preannotation, enqueue_preannotation
from annotator.services.suggestions import Verdict, decide_suggestion
from annotator.tasks import run_job
from tests.api.label_desk import Desk as LabelDesk
from tests.api.label_desk import without
from tests.cast import Cast, add_document, draft, spans, stored
from tests.fixed_pipeline import FixedPipeline

WARNING = "Moscow warned that NATO would attack. Because of this, Russia must defend itself."


@pytest.fixture
def reading(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Reader:
    return Reader(cast, monkeypatch)


class Reader:
    """Runs pre-annotation jobs of the cast's project, with a chosen pipeline."""

    def __init__(self, cast: Cast, patch: pytest.MonkeyPatch) -> None:
        self.cast, self.patch = cast, patch

    def read(self, pipeline: Pipeline | None = None) -> Job:
        chosen = pipeline or load_pipeline("en")
        self.patch.setattr(suggesting, "load_pipeline", lambda _: chosen)
        job = enqueue_preannotation(by=self.cast.mara, project=self.cast.project)
        run_job(str(job.id))
        job.refresh_from_db()
        return job

    def places(self) -> list[tuple[int, int]]:
        rows = Suggestion.objects.filter(document=self.cast.document)
        return list(rows.values_list("start", "end"))


def test_it_stores_what_the_rules_find(reading: Reader) -> None:
    document = add_document(reading.cast.mara, reading.cast.project, WARNING)
    assert reading.read().state == "done"
    rows = list(Suggestion.objects.filter(document=document))
    assert "Moscow" in {WARNING[row.start : row.end] for row in rows}
    assert all(0 < row.score <= 1 and row.reason for row in rows)
    assert {row.pipeline for row in rows} == {load_pipeline("en").version}


def test_it_reads_a_text_once_a_pipeline(reading: Reader) -> None:
    reading.read()
    before = stored("Job", "Event")
    second = reading.read()
    assert (second.state, second.total) == ("done", 0)
    assert stored("Job", "Event") == before


def test_it_reads_again_with_a_new_version(reading: Reader) -> None:
    reading.read(FixedPipeline("1", ((2, 6), (7, 12))))
    kept = Suggestion.objects.get(start=2).id
    reading.read(FixedPipeline("2", ((2, 6), (20, 24))))
    assert reading.places() == [(2, 6), (20, 24)]
    assert Suggestion.objects.get(start=2).id == kept
    assert set(Suggestion.objects.values_list("pipeline", flat=True)) == {"2"}


def test_it_keeps_what_somebody_decided_on(reading: Reader) -> None:
    cast, layer = reading.cast, reading.cast.layer(reading.cast.ana)
    reading.read(FixedPipeline("1", ((2, 6), (7, 12), (13, 16))))
    accepted, dismissed, _ = Suggestion.objects.order_by("start")
    span = draft(layer, spans("2-6 actor")[0])
    for chosen, verdict, made in (
        (accepted, Verdict.ACCEPTED, span),
        (dismissed, Verdict.DISMISSED, None),
    ):
        decide_suggestion(
            by=cast.ana, assignment=layer, suggestion=chosen, verdict=verdict, draft=made
        )
    reading.read(FixedPipeline("2", ((20, 24),)))
    assert reading.places() == [(2, 6), (7, 12), (20, 24)]
    assert Annotation.objects.get().suggestion == accepted
    assert layer.suggestion_decisions.count() == 2


def test_it_tells_of_a_text_it_cannot_read_and_reads_the_others(reading: Reader) -> None:
    cast = reading.cast
    poison = add_document(cast.mara, cast.project, "This is poison.", title="Poisoned")
    other = add_document(cast.mara, cast.project, "A text after it.")
    job = reading.read(FixedPipeline("1", ((2, 6),)))
    assert (job.state, job.done, job.total) == ("done", 3, 3)
    assert job.message == "Poisoned: RecursionError: too deep"
    assert not poison.suggestions.exists()
    assert other.suggestions.exists()
    assert cast.document.suggestions.exists()


def test_it_leaves_out_labels_the_project_lacks(reading: Reader) -> None:
    reading.cast.project.labels.filter(name="actor").delete()
    job = reading.read(FixedPipeline("1", ((2, 6),)))
    assert (job.state, reading.places()) == ("done", [])


@dataclass(frozen=True)
class SlowPipeline(FixedPipeline):
    """Reads so long that the manager leaves out a label meanwhile."""

    cast: Cast | None = None

    def suggest(self, texts: Iterable[str]) -> Iterator[list[SuggestedSpan]]:
        assert self.cast is not None
        assert LabelDesk(self.cast).change(without("actor")).status_code == 200
        return super().suggest(texts)


def test_it_leaves_out_a_label_that_went_while_it_read(reading: Reader) -> None:
    job = reading.read(SlowPipeline("1", ((2, 6),), cast=reading.cast))
    assert (job.state, reading.places()) == ("done", [])
    assert not reading.cast.project.labels.filter(name="actor").exists()


def test_it_suggests_nothing_in_a_language_without_rules(reading: Reader, cast: Cast) -> None:
    document = add_document(cast.mara, cast.project, "Nichts.", language="de")
    assert reading.read(load_pipeline("de")).state == "done"
    document.refresh_from_db()
    assert document.preannotated_with.startswith("none-de")
    assert not document.suggestions.exists()


def test_it_goes_on_where_a_dead_worker_stopped(
    reading: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast = reading.cast
    add_document(cast.mara, cast.project, "A second text.")
    reading.patch.setattr(suggesting, "load_pipeline", lambda _: FixedPipeline("1", ((2, 6),)))
    monkeypatch.setattr(suggesting, "CHUNK_DOCUMENTS", 1)
    Document.objects.filter(id=cast.document.id).update(preannotated_with="1")
    job = claim(job_id=enqueue_preannotation(by=cast.mara, project=cast.project).id)
    assert job is not None
    assert suggesting.run(job) == ""
    assert (Job.objects.get(id=job.id).done, Suggestion.objects.count()) == (1, 1)


def test_it_says_which_job_still_has_to_read_a_text(reading: Reader) -> None:
    document = reading.cast.document
    waiting = current_preannotation(document)
    assert waiting is not None
    assert waiting.state == "queued"
    reading.read()
    document.refresh_from_db()
    assert current_preannotation(document) is None
