"""How soon a project's figures are right after a submission, however large the project is.

    python -m bench.kept [--documents N] [--database-url URL]

Makes a project of N documents (20,000) that three annotators submitted, 30 spans each, with its
stored rows, which are those of 40 documents over and over, in a scratch folder. Then, five times,
one document is reopened and submitted again, and the agreement is asked for over HTTP's own path,
without and with intervals. Prints seconds of wall clock and of CPU until the answer, beside the
limit of one second.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Callable
from statistics import median

LIMIT_SECONDS = 1.0
SPANS = 30
ANNOTATORS = ("ana", "ben", "chloe")
TEXT = "Moscow warned of risks while Beijing reported on sanctions and treaties. " * 60


def main() -> None:
    """Make the project, change one document five times, and print what an answer takes."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--database-url", help="an empty PostgreSQL database")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"PARALLAX_DATA": folder, "DJANGO_SETTINGS_MODULE": "annotator.settings"}
        os.environ.setdefault("OMP_NUM_THREADS", "1")
        if asked.database_url:
            os.environ["DATABASE_URL"] = asked.database_url
        import django

        django.setup()
        from bench.kept_project import make_project, move

        project = make_project(asked.documents, TEXT, ANNOTATORS, SPANS)
        print(f"{asked.documents} documents, {len(ANNOTATORS)} annotators, {SPANS} spans each")
        for words, query in (("figures", "?intervals=no"), ("with intervals", ""), ("kept", "")):
            times = [_timed(move(project, n, query, changes=words != "kept")) for n in range(5)]
            wall, cpu = (median(column) for column in zip(*times, strict=True))
            share = wall / LIMIT_SECONDS
            print(f"{words:<16} {wall:6.2f} s, CPU {cpu:6.2f} s, {share:5.2f} of the limit")


def _timed(ask: Callable[[], object]) -> tuple[float, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    ask()
    return time.perf_counter() - wall, time.process_time() - cpu


if __name__ == "__main__":
    main()
