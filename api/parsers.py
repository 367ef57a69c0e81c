"""JSON as it comes in: strict, and never more than the limit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import IO, Any

from django.conf import settings
from rest_framework.parsers import BaseParser

from annotator.domain.formats import MAX_BODY_VALUES, loads_strict
from annotator.errors import TooLarge


class StrictJSONParser(BaseParser):
    """Refuses what databases or browsers would choke on; see domain/formats/strict_json.py."""

    media_type = "application/json"

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        body = stream.read(limit + 1)
        if len(body) > limit:
            raise TooLarge(f"A JSON body may have at most {limit:,} bytes.")
        return loads_strict(body, max_values=MAX_BODY_VALUES)
