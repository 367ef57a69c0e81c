"""A maker of suggestions whose answers a test chooses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from annotator.nlp.pipeline import SuggestedSpan


@dataclass(frozen=True)
class FixedPipeline:
    """Suggests the same spans in every text, and breaks on those that speak of poison."""

    version: str
    found: tuple[tuple[int, int], ...]
    name = "fixed"

    def suggest(self, texts: Iterable[str]) -> Iterator[list[SuggestedSpan]]:
        for text in texts:
            if "poison" in text:
                raise RecursionError("too deep")
            yield [SuggestedSpan(a, b, "actor", 0.5, self.version) for a, b in self.found]
