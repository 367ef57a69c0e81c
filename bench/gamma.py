"""How long gamma takes: best alignments and whole coefficients of made-up documents.

    python -m bench.gamma

Every figure is the least of three runs, in milliseconds of CPU time of this process.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from functools import partial

from annotator.domain.agreement.data import DocumentSpans
from annotator.domain.agreement.gamma import (
    GammaSettings,
    best_alignment,
    document_costs,
    gamma_of_costs,
)
from annotator.domain.spans import Span

LABELS = ("argument", "actor", "threat_claim", "evidence")
SIZES = ((2, 30), (3, 30), (4, 30), (5, 30), (3, 100), (2, 1000), (3, 500), (5, 100))
LONGEST_GAMMA = 150  # units; beyond these only the best alignment is timed


def made_up(annotators: int, spans: int, seed: int = 1) -> DocumentSpans:
    """Return a document that `annotators` marked `spans` times each, much but not quite alike.

    Of the places worth marking everyone misses one in ten and marks as much at random; ends
    lie within eight characters of one another, and one label in five is another.
    """
    rng = random.Random(seed)
    length = 170 * spans
    places = [(at, at + rng.randint(20, 160), rng.choice(LABELS)) for at in _starts(rng, spans)]
    marked = {
        f"annotator {n}": [_seen(rng, place, length) for place in places] for n in range(annotators)
    }
    return DocumentSpans(length + 300, marked)


def _starts(rng: random.Random, spans: int) -> list[int]:
    return sorted(rng.randrange(170 * spans) for _ in range(spans))


def _seen(rng: random.Random, place: tuple[int, int, str], length: int) -> Span:
    start, end, label = place
    if rng.random() < 0.1:
        start = rng.randrange(length)
        end = start + rng.randint(20, 160)
    start = max(0, start + rng.randint(-8, 8))
    label = rng.choice(LABELS) if rng.random() < 0.2 else label
    return Span(start, max(start + 5, end + rng.randint(-8, 8)), label)


def milliseconds(work: Callable[[], object], runs: int = 3) -> float:
    """Return the least CPU time of several runs."""
    taken = []
    for _ in range(runs):
        began = time.process_time()
        work()
        taken.append(time.process_time() - began)
    return 1000 * min(taken)


def main() -> None:
    """Print one line a size."""
    print("annotators x spans   best alignment   gamma, 30 samples")
    for annotators, spans in SIZES:
        document = made_up(annotators, spans)
        line = f"{annotators} x {spans:4}  {milliseconds(partial(best_alignment, document)):20.1f}"
        if annotators * spans <= LONGEST_GAMMA:
            line += f"{milliseconds(partial(gamma, document)):20.1f}"
        print(line)


def gamma(document: DocumentSpans) -> float | None:
    """Return gamma of one document with 30 chance continua, whatever the precision."""
    settings = GammaSettings()
    costs = document_costs(document, settings, key=0, samples=30)
    return gamma_of_costs([costs], settings).gamma.value


if __name__ == "__main__":
    main()
