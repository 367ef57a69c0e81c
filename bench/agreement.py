"""How long agreement takes, beside other packages on the same spans in the same run.

    python -m bench.agreement [--documents 20000] [--peers PYTHON]

Every task runs in a process of its own; figures are CPU seconds, without start-up, and that
process's peak memory. PYTHON is the interpreter that has the packages of the optional group
"peers", by default this one; a package it lacks is left out. Values of both sides must be equal.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from annotator.domain.agreement import DocumentSpans, Resampling
from annotator.domain.agreement.corpus import Corpus, make_corpus
from annotator.domain.agreement.gamma import best_alignment
from annotator.domain.agreement.labels import label_alphas
from annotator.domain.agreement.report import report_on_statistics
from annotator.domain.agreement.statistics import statistics
from annotator.domain.spans import Span
from bench.peers import measured
from bench.spans import LABELS, LENGTH, Spans, made_up

REPLICATES = 1_000
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


@dataclass(frozen=True)
class Comparison:
    """A task that a package and Parallax both do; `share` of the documents, at least one."""

    package: str
    what: str
    share: float
    tolerance: float = 1e-9


COMPARISONS = (
    Comparison("krippendorff", "alpha of 4 labels", 1.0),
    Comparison("scikit-learn", "Cohen's kappa of 3 pairs, 4 labels", 0.1),
    Comparison("nltk", "alpha of label sets, Jaccard", 0.0005),
    # That package computes in single precision.
    Comparison("pygamma-agreement", "best alignment of every document", 0.001, 1e-6),
)


def corpus_of(spans: Spans) -> Corpus:
    """Return the made-up spans as the engine takes them; everybody completed everything."""
    whose = np.arange(spans.documents * spans.annotators, dtype=np.int32)
    return make_corpus(
        annotators=[f"annotator {n}" for n in range(spans.annotators)],
        labels=LABELS,
        lengths=np.full(spans.documents, LENGTH, dtype=np.int32),
        completions=(whose // spans.annotators, whose % spans.annotators),
        spans=(spans.document, spans.annotator, spans.label, spans.start, spans.end),
    )


def everything(spans: Spans, replicates: int = REPLICATES) -> list[float]:
    """Return all labels' alphas; on the way every figure, with bootstraps of each."""
    report = report_on_statistics(
        statistics(corpus_of(spans)), Resampling(seed=1, replicates=replicates)
    )
    return [float(figures.alpha.value or 0) for figures in report.labels.values()]


def alphas(spans: Spans) -> list[float]:
    """Return alpha of each label, and nothing else."""
    return [float(value) for value in label_alphas(corpus_of(spans))]


def kappas(spans: Spans) -> list[float]:
    """Return Cohen's kappa of each label and two annotators."""
    pairs = report_on_statistics(statistics(corpus_of(spans))).pairs.values()
    return [
        float(pair.labels[label]["cohen_kappa"].value or 0) for label in LABELS for pair in pairs
    ]


def set_alpha(spans: Spans) -> list[float]:
    """Return alpha of label sets with the Jaccard distance."""
    report = report_on_statistics(statistics(corpus_of(spans)))
    return [float(report.overall.alpha.value or 0)]


def alignments(spans: Spans) -> list[float]:
    """Return the disorder of each document's best alignment."""
    found = [best_alignment(document).disorder for document in documents_of(spans)]
    return [float(disorder or 0) for disorder in found]


def documents_of(spans: Spans) -> list[DocumentSpans]:
    """Return the made-up spans as documents."""
    marked: list[dict[str, list[Span]]] = [
        {str(n): [] for n in range(spans.annotators)} for _ in range(spans.documents)
    ]
    columns = (spans.document, spans.annotator, spans.start, spans.end, spans.label)
    for document, whose, start, end, label in zip(
        *(column.tolist() for column in columns), strict=True
    ):
        marked[document][str(whose)].append(Span(start, end, LABELS[label]))
    return [DocumentSpans(LENGTH, own) for own in marked]


TASKS: dict[str, Callable[[Spans], list[float]]] = {
    "everything": everything,
    "krippendorff": alphas,
    "scikit-learn": kappas,
    "nltk": set_alpha,
    "pygamma-agreement": alignments,
}


def run(python: str, module: str, task: str, documents: int) -> dict[str, Any] | None:
    """Return what a task's process measured; None where its package is not there."""
    done = subprocess.run(
        [
            python,
            "-m",
            module,
            *(["--own"] if module == __spec__.name else []),
            task,
            str(documents),
        ],
        env={**os.environ, **ONE_THREAD},
        capture_output=True,
        text=True,
        check=False,
    )
    if "ModuleNotFoundError" in done.stderr:
        return None
    if done.returncode:
        raise RuntimeError(f"{task} failed: {done.stderr}")
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def own(task: str, documents: int) -> None:
    """Do one of our tasks in this process and print a line of JSON."""
    spans = made_up(documents, annotators=3)
    warm = made_up(8, annotators=3)
    TASKS[task](warm)  # so that loading is not timed
    print(json.dumps(measured(partial(TASKS[task], spans))))


def compare(comparison: Comparison, documents: int, peers: str) -> None:
    """Print both sides of a comparison; raises ValueError where their values differ."""
    size = max(1, round(documents * comparison.share))
    ours = run(sys.executable, __spec__.name, comparison.package, size)
    theirs = run(peers, "bench.peers", comparison.package, size)
    print(f"{comparison.package}: {comparison.what}, {size:,} documents")
    if ours is None or theirs is None:
        print("  not installed")
        return
    apart = float(np.abs(np.array(ours["values"]) - theirs["values"]).max())
    for name in ("seconds", "megabytes"):
        ratio = theirs[name] / ours[name]
        print(f"  {name:10} {ours[name]:10.3f} {theirs[name]:12.3f}   {ratio:8.1f} x")
    print(f"  values differ by {apart:.1e}")
    if apart > comparison.tolerance:
        raise ValueError(f"{comparison.package} gives other values: {ours} and {theirs}.")


def main() -> None:
    """Print what everything takes, then each comparison: ours, theirs, theirs by ours."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--peers", default=sys.executable)
    parser.add_argument("--own", nargs=2, metavar=("TASK", "DOCUMENTS"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.own:
        own(given.own[0], int(given.own[1]))
        return
    began = time.perf_counter()
    found = run(sys.executable, __spec__.name, "everything", given.documents)
    if found:
        print(f"Every figure with {REPLICATES:,} bootstraps, 3 x {given.documents:,} documents:")
        print(f"  {found['seconds']:.2f} CPU s, {found['megabytes']:.0f} MB")
    for comparison in COMPARISONS:
        compare(comparison, given.documents, given.peers)
    print(f"{time.perf_counter() - began:.0f} s in all")


if __name__ == "__main__":
    main()
