"""What other packages take for the same spans: one task in a process of its own.

    python -m bench.peers TASK DOCUMENTS

Needs NumPy and the package of the task, not Parallax. Prints one line of JSON.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable

import numpy as np

from bench.spans import LABELS, LENGTH, Spans, characters, made_up

Values = list[float]
MEGABYTE = 1024  # of the kilobytes that Linux counts in


def measured(work: Callable[[], Values]) -> dict[str, object]:
    """Return what some work gives, the CPU seconds it takes and the process's peak memory."""
    began = time.process_time()
    values = work()
    seconds = time.process_time() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE
    return {"values": values, "seconds": seconds, "megabytes": peak}


def krippendorff_alpha(spans: Spans) -> Values:
    """Return alpha of each label with the package `krippendorff`, on a character matrix."""
    import krippendorff

    return [
        float(
            krippendorff.alpha(
                characters(spans, label), level_of_measurement="nominal", value_domain=[0, 1]
            )
        )
        for label in range(len(LABELS))
    ]


def sklearn_kappa(spans: Spans) -> Values:
    """Return Cohen's kappa of each two annotators and label with scikit-learn."""
    from sklearn.metrics import cohen_kappa_score

    found = []
    for label in range(len(LABELS)):
        marked = characters(spans, label)
        for left in range(spans.annotators):
            found += [
                float(cohen_kappa_score(marked[left], marked[right]))
                for right in range(left + 1, spans.annotators)
            ]
    return found


def nltk_alpha(spans: Spans) -> Values:
    """Return alpha of label sets with the Jaccard distance with NLTK."""
    from nltk.metrics.agreement import AnnotationTask
    from nltk.metrics.distance import jaccard_distance

    def distance(one: frozenset[int], other: frozenset[int]) -> float:
        return float(jaccard_distance(one, other)) if one or other else 0.0

    layers = np.stack([characters(spans, label) for label in range(len(LABELS))])
    data = [
        (whose, at, frozenset(np.flatnonzero(layers[:, whose, at]).tolist()))
        for whose in range(spans.annotators)
        for at in range(spans.documents * LENGTH)
    ]
    return [float(AnnotationTask(data=data, distance=distance).alpha())]


def pygamma_alignment(spans: Spans) -> Values:
    """Return the disorder of each document's best alignment with pygamma-agreement."""
    from pyannote.core import Segment
    from pygamma_agreement import CombinedCategoricalDissimilarity, Continuum

    dissimilarity = CombinedCategoricalDissimilarity(alpha=1, beta=1, delta_empty=1)
    found = []
    for document in range(spans.documents):
        continuum = Continuum()
        for n in np.flatnonzero(spans.document == document).tolist():
            segment = Segment(int(spans.start[n]), int(spans.end[n]))
            continuum.add(str(spans.annotator[n]), segment, LABELS[spans.label[n]])
        found.append(float(continuum.get_best_alignment(dissimilarity).disorder))
    return found


TASKS: dict[str, Callable[[Spans], Values]] = {
    "krippendorff": krippendorff_alpha,
    "scikit-learn": sklearn_kappa,
    "nltk": nltk_alpha,
    "pygamma-agreement": pygamma_alignment,
}


def main() -> None:
    """Do the task that the command line names."""
    task, documents = sys.argv[1], int(sys.argv[2])
    spans = made_up(documents, annotators=3)
    TASKS[task](made_up(1, annotators=3))  # so that loading and compiling are not timed
    print(json.dumps(measured(lambda: TASKS[task](spans))))


if __name__ == "__main__":
    main()
