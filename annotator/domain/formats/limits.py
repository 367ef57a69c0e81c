"""Every limit on what may be uploaded, in one place. 1 MB is 1,000,000 bytes."""

from __future__ import annotations

MAX_TEXT = 1_000_000  # code points of one document's text
MAX_TEXT_BYTES = 4 * MAX_TEXT + 4  # no Unicode encoding needs more, with its byte order mark
MAX_RECORD_BYTES = 13_000_000  # one line of JSON Lines: a text written in \u escapes and more
MAX_FIELD = 500  # code points of a title, source, author or category
MAX_LANGUAGE = 20
MAX_NAME_BYTES = 255  # of a file name, in UTF-8

MAX_JSON_DEPTH = 32  # arrays and objects inside one another
MAX_JSON_VALUES = MAX_TEXT + 200_000  # so that brackets cannot be blown up into gigabytes
MAX_BODY_VALUES = 20_000  # of an API request; a whole label set has fewer
MAX_JSON_DIGITS = 1_000  # of one integer

MAX_UPLOAD_BYTES = 50_000_000  # all files of one upload, as sent
MAX_UNPACKED_BYTES = 200_000_000  # all members of one archive, unpacked
MAX_MEMBERS = 10_000  # entries of one archive
MAX_DOCUMENTS = 50_000  # of one upload
MAX_WEIGHT = 250_000_000  # bytes of memory of one upload's drafts
MAX_PROBLEMS = 1_000  # told of one upload; more help nobody and would fill the memory
