"""A project of 2,000 documents that three annotators submitted, the same in every process.

Tests compute with `articles`. `fill` stores them: `Up.run` calls it in a process that has the
settings of the Parallax it fills.
"""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from annotator.domain.formats import Draft, Metadata
from annotator.domain.spans import Span
from annotator.models import Annotation, Assignment, Document, Project, User
from annotator.services.projects import add_member, create_project

N_DOCUMENTS = 2_000
NAME = "Two thousand articles"
N_FEWER, NAME_OF_FEWER = 300, "Three hundred articles"
ANNOTATORS = ("ana", "ben", "chloe")
LABELS = ("argument", "actor", "threat_claim", "evidence")
LANGUAGES = ("en", "de", "fr", "uk")
DESKS = ("economy", "opinion", "politics")
FIRST_DAY = datetime.date(2022, 1, 1)
DAYS = 365
UNDATED = 100  # one document in so many has no date
# How often annotators find in a text what is there to be found, by its source.
SOURCES = {"Dawn": 0.95, "Der Morgen": 0.9, "Le Matin": 0.8, "Ranok": 0.7, "The Herald": 0.6}
SENTENCES = (
    "Moscow warned of grave risks while Beijing reported on sanctions. ",
    "According to two officials, the alliance will deploy missiles near the border. ",
    "Therefore the treaty can no longer hold back those who never wanted it. ",
    "Analysts say that the exercise is a response to last year's statement. ",
    "Whoever closes the strait would answer for hunger far beyond the region. ",
)
LONG_ARTICLE, LONG_SENTENCES = 0, 200  # the one document whose figure can move that of all


@dataclass(frozen=True)
class Article:
    """One document before it is stored: its text, what is known of it, and who marked what."""

    number: int
    text: str
    source: str
    language: str
    published: datetime.date | None
    desk: str
    spans: Mapping[str, Sequence[Span]]

    @property
    def title(self) -> str:
        return f"Article {self.number:04}"


@cache
def articles() -> tuple[Article, ...]:
    """Return all documents of the project, in the order of their numbers."""
    return tuple(_article(number) for number in range(N_DOCUMENTS))


def _article(number: int) -> Article:
    dice = random.Random(number)  # noqa: S311  # no secret
    source = list(SOURCES)[number % len(SOURCES)]
    chosen = dice.choices(
        SENTENCES, k=LONG_SENTENCES if number == LONG_ARTICLE else dice.randint(2, 4)
    )
    text = f"{number}. " + "".join(chosen)
    published = FIRST_DAY + datetime.timedelta(days=dice.randrange(DAYS))
    return Article(
        number=number,
        text=text,
        source=source,
        language=dice.choice(LANGUAGES),
        published=published if number % UNDATED else None,
        desk=dice.choice(DESKS),
        spans=_spans(text, chosen, SOURCES[source], dice),
    )


def _spans(
    text: str, sentences: Sequence[str], care: float, dice: random.Random
) -> dict[str, list[Span]]:
    """Return what each annotator marked: much the same places, not quite alike."""
    if len(sentences) == LONG_SENTENCES:
        return {name: [Span(0, len(text), "argument")] for name in ANNOTATORS}
    found: dict[str, list[Span]] = {name: [] for name in ANNOTATORS}
    start = text.index(" ") + 1
    for sentence in sentences:
        label = dice.choice(LABELS)
        length = 12 if label == "actor" else len(sentence) - 1
        for spans in found.values():
            if dice.random() < care:
                seen = label if dice.random() < care else dice.choice(LABELS)
                spans.append(Span(start, start + max(3, length - dice.choice((0, 0, 5))), seen))
        start += len(sentence)
    return found


@transaction.atomic
def fill(name: str, n_documents: int) -> None:
    """Store so many of the articles with the demo's people, all submitted and nothing counted."""
    people = User.objects.in_bulk(["mara", *ANNOTATORS], field_name="username")
    project = create_project(by=people["mara"], name=name)
    for annotator in ANNOTATORS:
        add_member(by=people["mara"], project=project, user=people[annotator], role="annotator")
    chosen = articles()[:n_documents]
    documents = [_document(project, one) for one in chosen]
    Document.objects.bulk_create(documents, batch_size=500)
    now = timezone.now()
    layers = {
        (number, annotator): Assignment(
            document=document, annotator=people[annotator], state="submitted", submitted_at=now
        )
        for number, document in enumerate(documents)
        for annotator in ANNOTATORS
    }
    Assignment.objects.bulk_create(layers.values(), batch_size=500)
    Annotation.objects.bulk_create(_annotations(project, chosen, layers), batch_size=500)


def _document(project: Project, article: Article) -> Document:
    return Document(
        project=project,
        text=article.text,
        sha256=Draft("", article.text, Metadata()).sha256,
        length=len(article.text),
        created_by=project.created_by,
        title=article.title,
        source=article.source,
        language=article.language,
        published=article.published,
        metadata={"desk": article.desk},
        moves=len(ANNOTATORS),
    )


def _annotations(
    project: Project, chosen: Sequence[Article], layers: Mapping[tuple[int, str], Assignment]
) -> Iterator[Annotation]:
    labels = {label.name: label for label in project.labels.all()}
    dice = random.Random(0)  # noqa: S311  # no secret
    for article in chosen:
        for name, spans in article.spans.items():
            for span in spans:
                yield Annotation(
                    assignment=layers[article.number, name],
                    uuid=UUID(int=dice.getrandbits(128), version=4),
                    label=labels[span.label],
                    start=span.start,
                    end=span.end,
                    guideline_version=1,
                )
