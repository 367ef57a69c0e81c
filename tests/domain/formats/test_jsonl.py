"""JSON Lines: one strict object a line, every problem with its line."""

from __future__ import annotations

import datetime
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.formats import JSON, Draft, Metadata, Upload, read_upload, write_line
from annotator.errors import InvalidInput

STRINGS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))
KEYS = STRINGS.filter(lambda key: key not in ("__proto__", "constructor", "prototype"))
VALUES: st.SearchStrategy[JSON] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | STRINGS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=10,
)  # fmt: skip


def read(*lines: str | bytes) -> Upload:
    data = b"\n".join(line if isinstance(line, bytes) else line.encode() for line in lines)
    return read_upload([("a.jsonl", data)], guess_language=lambda _: "xx")


def told(upload: Upload) -> list[tuple[int | None, str]]:
    assert {problem.file_name for problem in upload.problems} <= {"a.jsonl"}
    return [(problem.line, problem.message) for problem in upload.problems]


def test_it_reads_every_field() -> None:
    line = (
        '{"text":"T","title":"A","source":"B","author":"C","published":"2021-09-02",'
        '"category":"D","language":"uk","url":"https://e.org/f?g=1","metadata":{"h":[1]}}'
    )
    day = datetime.date(2021, 9, 2)
    metadata = Metadata("A", "B", "C", day, "D", "uk", "https://e.org/f?g=1", {"h": [1]})
    assert read(line).drafts == (Draft("a.jsonl", "T", metadata),)


def test_it_guesses_nothing_but_an_absent_language() -> None:
    text = "Title\\n\\nBy Li Wei\\nSource: Global Times\\nPublished: 2021-01-02\\n"
    (draft,) = read(f'{{"text":"{text}"}}').drafts
    assert draft.metadata == Metadata(language="xx")


def test_it_takes_empty_strings_for_unknown() -> None:
    (draft,) = read('{"text":"a","title":"","published":"","language":"","url":""}').drafts
    assert draft.metadata == Metadata(language="xx")


def test_it_ends_lines_at_line_feeds_only() -> None:
    upload = read('{"text":"a\u2028b\u0085c\u2029d"}\r', '{"text":"e\\r\\n"}\r', "")
    assert [draft.text for draft in upload.drafts] == ["a\u2028b\u0085c\u2029d", "e\r\n"]


def test_it_counts_the_empty_lines_it_passes_over() -> None:
    assert told(read("", '{"text":"a"}', "  ", "[]")) == [
        (4, "A line holds one JSON object; seen an array.")
    ]


def test_it_removes_a_byte_order_mark_and_says_so() -> None:
    (draft,) = read(b'\xef\xbb\xbf{"text":"a"}').drafts
    assert (draft.text, draft.notes) == ("a", ("A UTF-8 byte order mark was removed.",))


FIELDS = "allowed are text, title, source, author, category, published, language, url, metadata"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "This is not JSON: Expecting property name"),
        ("null", "A line holds one JSON object; seen null."),
        ("1.5", "A line holds one JSON object; seen a number."),
        ('"text"', "A line holds one JSON object; seen a string."),
        ("{}", 'The field "text" is missing.'),
        ('{"text":""}', "The text is empty."),
        ('{"text":5}', 'The field "text" must be a string; seen a number.'),
        ('{"text":null}', 'The field "text" must be a string; seen null.'),
        ('{"text":"a","id":1}', f"Unknown field 'id'; {FIELDS}."),
        ('{"text":"a","text":"b"}', "The key 'text' occurs twice in one JSON object."),
        ('{"text":"a","title":["x"]}', 'The field "title" must be a string; seen an array.'),
        ('{"text":"a","author":true}', 'The field "author" must be a string; seen a boolean.'),
        ('{"text":"a","title":"x\\ny"}', 'The field "title" holds U+000A; one line without'),
        ('{"text":"a","source":"\\u202ex"}', 'The field "source" holds U+202E; one line without'),
        ('{"text":"a","metadata":[]}', 'The field "metadata" must be an object; seen an array.'),
        ('{"text":"a","metadata":null}', 'The field "metadata" must be an object; seen null.'),
        ('{"text":"a","metadata":{"b":NaN}}', "NaN is not a JSON number."),
        ('{"text":"a","metadata":{"b":1e999}}', "The number '1e999' is beyond"),
        ('{"text":"a","metadata":{"__proto__":1}}', "The key '__proto__' is not allowed"),
        ('{"text":"a","metadata":{"b":"\\ud800"}}', "A string in metadata.b holds a lone surr"),
        ('{"text":"a","metadata":{"b\\u0000":1}}', "A string in metadata holds NUL (U+0000)"),
        ('{"text":"a\\u0000"}', "A string in text holds NUL (U+0000) at character 2"),
        ('{"text":"a","published":"02.09.2021"}', 'The field "published" must be a day as YYYY-'),
        ('{"text":"a","published":"2021-02-30"}', 'The field "published" must be a day as YYYY-'),
        ('{"text":"a","published":"20210902"}', 'The field "published" must be a day as YYYY-MM'),
        ('{"text":"a","language":"English"}', 'The field "language" must be a language code such'),
        ('{"text":"a","url":"javascript:alert(1)"}', 'The field "url" must be an http or https'),
        ('{"text":"a","url":"file:///etc/passwd"}', 'The field "url" must be an http or https'),
        ('{"text":"a","url":"https://u:p@e.org"}', 'The field "url" must be an http or https'),
        (b'{"text":"\xe9"}', "JSON must be UTF-8; the byte at position 9 (from 0) is not."),
        ('{"text":"a","title":"' + "b" * 501 + '"}', 'The field "title" has 501 code points; the'),
        ('{"text":"' + "a" * 1_000_001 + '"}', "The text has 1,000,001 code points; the limit"),
        ('{"text":"' + "a" * 13_000_000 + '"}', "The line has 13,000,012 bytes; the limit is 13,"),
        ('{"text":"a","metadata":' + '{"a":' * 900 + "1" + "}" * 901, "The JSON is nested more"),
    ],
    ids=lambda value: ascii(value[:40]),
)
def test_it_refuses_a_bad_record_with_its_line(line: str | bytes, message: str) -> None:
    upload = read('{"text":"sound"}', line, '{"text":"sound"}')
    ((number, seen),) = told(upload)
    assert number == 2
    assert seen.startswith(message)
    assert len(upload.drafts) == 2


def test_it_tells_every_problem_of_a_record_and_of_the_records_after_it() -> None:
    seen = told(read('{"x":1,"title":2,"url":"y"}', '{"text":""}'))
    assert [line for line, _ in seen] == [1, 1, 1, 1, 2]


@pytest.mark.parametrize("data", ["", "\n \n"])
def test_it_refuses_a_file_without_records(data: str) -> None:
    assert told(read(data)) == [(None, "The file holds no record.")]


@given(text=STRINGS.filter(bool), extra=st.dictionaries(KEYS, VALUES, max_size=4))
def test_what_it_writes_reads_back_equal(text: str, extra: dict[str, JSON]) -> None:
    line = write_line({"text": text, "metadata": extra})
    (draft,) = read(line.encode()).drafts
    assert (draft.text, draft.metadata.extra) == (text, extra)


@given(record=st.dictionaries(KEYS, VALUES))
def test_it_writes_one_line_in_the_given_order(record: dict[str, JSON]) -> None:
    line = write_line(record)
    assert line.index("\n") == len(line) - 1
    assert list(json.loads(line)) == list(record)


def test_it_writes_compact_unescaped_json() -> None:
    assert write_line({"b": "Київ", "a": [1, None]}) == '{"b":"Київ","a":[1,null]}\n'


@pytest.mark.parametrize("value", [float("nan"), float("inf"), "\ud800", [{"a": float("-inf")}]])
def test_it_refuses_to_write_what_is_not_json(value: JSON) -> None:
    with pytest.raises(InvalidInput, match="cannot be written as JSON"):
        write_line({"a": value})
