"""Synthetic articles with spans and suggestions, the same for the same seed."""

from __future__ import annotations

import hashlib
import itertools
import random
import uuid
from dataclasses import dataclass

from annotator.models import Annotation, Assignment, Document, Label, Membership, Suggestion, User
from annotator.services.projects import add_member, create_project

# Frequent words of news, a few of other scripts and one beyond U+FFFF, as real articles have.
WORDS = [
    "the",
    "of",
    "to",
    "and",
    "in",
    "a",
    "that",
    "for",
    "is",
    "on",
    "was",
    "with",
    "as",
    "by",
    "at",
    "from",
    "has",
    "have",
    "said",
    "which",
    "minister",
    "government",
    "officials",
    "talks",
    "border",
    "alliance",
    "missile",
    "treaty",
    "sanctions",
    "exercise",
    "response",
    "deployment",
    "statement",
    "president",
    "parliament",
    "security",
    "threat",
    "evidence",
    "analysts",
    "agreement",
    "negotiations",
    "forces",
    "region",
    "troops",
    "partners",
    "Moscow",
    "Kyiv",
    "Washington",
    "Brussels",
    "Beijing",
    "NATO",
    "“deterrence”",
    "escalation,",
    "however,",
    "warned;",
    "Київ",
    "北京",
    "🛰",
]
PIPELINE = "bench 1"


@dataclass(frozen=True)
class Size:
    """How much is in one document: words, spans; suggestions come at five to four spans."""

    words: int
    spans: int

    @property
    def suggestions(self) -> int:
        return self.spans * 5 // 4

    def __str__(self) -> str:
        return f"{self.words:,} words, {self.spans:,} spans"


def synthetic_text(words: int, dice: random.Random) -> str:
    """Return about that many words in sentences of 8-30 words and paragraphs of 2-6 sentences."""
    paragraphs: list[str] = []
    left = words
    while left > 0:
        sentences: list[str] = []
        for _ in range(dice.randint(2, 6)):
            chosen = dice.choices(WORDS, k=min(left, dice.randint(8, 30)))
            left -= len(chosen)
            if chosen:
                sentences.append(" ".join(chosen).capitalize() + ".")
        paragraphs.append(" ".join(sentences))
    return "\n\n".join(paragraphs) + "\n"


def synthetic_spans(
    text: str, labels: int, count: int, dice: random.Random
) -> list[tuple[int, int, int]]:
    """Return `count` different (start, end, label index) on words; many short, some long ones."""
    starts = [0, *(i + 1 for i, sign in enumerate(text) if sign.isspace())]
    starts = [start for start in starts if start < len(text) and not text[start].isspace()]
    found: set[tuple[int, int, int]] = set()
    while len(found) < count:
        first = dice.randrange(len(starts))
        longest = dice.choices((4, 20, 60), weights=(70, 25, 5))[0]
        last = min(first + dice.randint(1, longest), len(starts) - 1)
        end = len(text[: starts[last]].rstrip())
        if end > starts[first]:
            found.add((starts[first], end, dice.randrange(labels)))
    return sorted(found)


def store_person(username: str, password: str) -> User:
    """Create the annotator who will sign in."""
    return User.objects.create_user(username, password=password)


def store_documents(by: User, sizes: list[Size], seed: int) -> dict[Size, Assignment]:
    """Store one document of each size, assigned to `by`, with spans and suggestions."""
    manager = User.objects.create_user("manager")
    project = create_project(by=manager, name="Synthetic articles")
    add_member(by=manager, project=project, user=by, role=Membership.Role.ANNOTATOR)
    labels = list(project.labels.all())
    return {size: _store_document(by, labels, size, random.Random(seed)) for size in sizes}


def _store_document(by: User, labels: list[Label], size: Size, dice: random.Random) -> Assignment:
    text = synthetic_text(size.words, dice)
    document = Document.objects.create(
        project=labels[0].project,
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        length=len(text),
        title=str(size),
        language="en",
        preannotated_with=PIPELINE,
        created_by=by,
    )
    state = Assignment.State.IN_PROGRESS
    layer = Assignment.objects.create(document=document, annotator=by, state=state)
    spans = synthetic_spans(text, len(labels), size.spans + size.suggestions, dice)
    dice.shuffle(spans)
    own, suggested = itertools.islice(spans, size.spans), itertools.islice(spans, size.spans, None)
    Annotation.objects.bulk_create(
        Annotation(
            assignment=layer,
            uuid=uuid.UUID(int=dice.getrandbits(128), version=4),
            label=labels[label],
            start=start,
            end=end,
            guideline_version=1,
        )
        for start, end, label in own
    )
    Suggestion.objects.bulk_create(
        Suggestion(
            id=uuid.UUID(int=dice.getrandbits(128), version=4),
            document=document,
            label=labels[label],
            start=start,
            end=end,
            score=dice.uniform(0.3, 0.95),
            reason="a pattern of words",
            pipeline=PIPELINE,
        )
        for start, end, label in suggested
    )
    return layer
