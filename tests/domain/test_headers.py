"""The header reader: what an article says of itself, and never more."""

from __future__ import annotations

import datetime
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.headers import Header, is_web_address, read_header

DOCUMENTS = Path(__file__).parents[2] / "fixtures" / "documents"


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("name", "header"),
    [
        (
            "us-ukraine-defense-framework.txt",
            Header(
                "US-Ukraine defense framework: a diplomatic show of Biden or a real milestone "
                "for Kiev?",
                "Global Times",
                "Zhang Hong",
                day("2021-09-02"),
                "OPINION / VIEWPOINT",
            ),
        ),
        (
            "inf-treaty-negotiations.txt",
            Header(
                "Fruitless US-Russia negotiations threaten IFN Treaty",
                "China Military Online",
                "Wang Xinyuan",
                day("2019-01-24"),
            ),
        ),
        (
            "china-russia-road-map.txt",
            Header(
                "China-Russia military cooperation road map can cool down hot heads in US: "
                "scholars",
                "Global Times",
                "",
                day("2021-11-24"),
            ),
        ),
    ],
)
def test_it_reads_the_demo_articles(name: str, header: Header) -> None:
    assert read_header((DOCUMENTS / name).read_bytes().decode()) == header


@pytest.mark.parametrize(
    ("lines", "header"),
    [
        (
            "A title|By Li Xuanmin and Zhang Hong|"
            "Source: Global Times Published: 2020/7/1 19:03:40 Last Updated: 2020/7/2 01:00:00||B",
            Header("A title", "Global Times", "Li Xuanmin, Zhang Hong", day("2020-07-01")),
        ),
        (
            "A title|By Li Xuanmin Source:Global Times Published: 2020/7/1 19:03:40|Body",
            Header("A title", "Global Times", "Li Xuanmin", day("2020-07-01")),
        ),
        (
            "A title|Published: Mar 3, 2022 07:12 PM Updated: Mar 4, 2022 07:30 PM|Photo: VCG|B",
            Header("A title", published=day("2022-03-03")),
        ),
        (
            "A title||Source：China Military Online|Editor：Li Jiayao|Time：2020-05-06 10:11:12||B",
            Header("A title", "China Military Online", "", day("2020-05-06")),
        ),
        (
            "A title|Source China Military Online|Editor Li Jiayao|Time 2020-05-06 10:11:12|B",
            Header("A title", "China Military Online", "", day("2020-05-06")),
        ),
        (
            "A title|Source: Xinhua¦ 2020-05-06 19:03:40¦Editor: huaxia||BEIJING, May 6 (Xinhua)",
            Header("A title", "Xinhua", "", day("2020-05-06")),
        ),
        (
            "Headline: Big: news|Date: 24 November 2021|Byline: By John Q. Smith, Reuters|"
            "Outlet: reuters|Section: World|URL: https://www.reuters.com/x||Body",
            Header(
                "Big: news", "Reuters", "John Q. Smith", day("2021-11-24"), "World",
                "https://www.reuters.com/x",
            ),
        ),
        (
            '---|title: "A tale"|author: Ana de la Cruz & Jean-Luc O’Brien|---||# Head',
            Header("A tale", author="Ana de la Cruz, Jean-Luc O’Brien"),
        ),
        ("A title||Category: Opinion||Body", Header("A title", category="Opinion")),
        ("A title||Body.||Disclaimer: The author is Li Wei.", Header("A title", author="Li Wei")),
        (
            "A title||Body.||Disclaimer：The author is Li Wei, a research fellow. It is edited.",
            Header("A title", author="Li Wei"),
        ),
        ("MOSCOW, September 2. /TASS/. Troops moved.|More.", Header(source="TASS")),
        (
            "A title|Source: https://enapp.globaltimes.cn/a/1||B",
            Header("A title", "Global Times", url="https://enapp.globaltimes.cn/a/1"),
        ),
        (
            "URL: http://eng.chinamil.com.cn/b||B",
            Header("", "China Military Online", url="http://eng.chinamil.com.cn/b"),
        ),
        ("# A heading||Text.", Header("A heading")),
        ("标题||作者: x|Author: 王新元||正文", Header("标题", author="王新元")),
    ],
)  # fmt: skip
def test_it_reads_the_headers_outlets_use(lines: str, header: Header) -> None:
    text = lines.replace("|", "\n").replace("¦", "|")
    assert read_header(text) == header
    assert read_header(text.replace("\n", "\r\n")) == header


@pytest.mark.parametrize(
    "line",
    [
        "Author: Author details not found",
        "Author: The author is an associate research fellow",
        "Author: Staff reporters",
        "Author: Global Times",
        "Author: N/A",
        "Author: Editor",
        "Author: Chinese Foreign Ministry",
        "Author: Madonna",
        "Author: \u202eLi Wei",
        "Editor: Dong Zhaohui",
        "Editor's Note: Li Wei",
        "Author title: Zhang Hong",
        "By Friday the talks will end",
        "By Friday Morning",
        "By Xinhua writers Li Wei",
        "The author is a senior fellow at Some University.",
        "The author is Russian Foreign Minister.",
        "Photo by Li Wei",
        "Oleg Ivanov, vice-rector of Research",
    ],
)
def test_it_takes_nobody_for_the_author_who_is_not(line: str) -> None:
    assert read_header(f"A title\n\n{line}\n\nThe body.\n").author == ""


@pytest.mark.parametrize(
    "value",
    [
        "03/04/2021",
        "2021-02-30",
        "0000-01-01",
        "yesterday",
        "2021",
        "Smarch 3, 2021",
        "2021-01-234",
    ],
)
def test_it_takes_no_ambiguous_or_impossible_day(value: str) -> None:
    assert read_header(f"Published: {value}\n\nBody").published is None


@pytest.mark.parametrize(
    "value",
    [
        "2021-11-24T08:53:00Z",
        "2021.11.24",
        "2021年11月24日",
        "Nov. 24, 2021",
        "November 24th, 2021",
        "24 Nov 2021, 08:53",
        "Wednesday, Nov 24, 2021",
        "08:53, November 24, 2021",
    ],
)
def test_it_reads_days_as_the_press_writes_them(value: str) -> None:
    assert read_header(f"Time: {value}\n\nBody").published == day("2021-11-24")


@pytest.mark.parametrize(
    "text",
    [
        "One line only",
        "The ministry said on Monday that the\ntalks had broken down.\n",
        "A sentence stands here.\n\nAnd another.\n",
        "Shall I compare thee,\n\nto a summer's day\n",
        "word " * 100 + "\n\nBody\n",
        "A\u202eB\n\nBody\n",
        "",
        "\n\n\n",
        "Time\n\n",
    ],
)
def test_it_finds_nothing_in_a_text_without_header(text: str) -> None:
    assert read_header(text) == Header()


def test_it_takes_a_short_first_line_before_an_empty_one_for_the_title() -> None:
    assert read_header("By Any Means Necessary\n\nThe text.\n") == Header("By Any Means Necessary")


@pytest.mark.parametrize(
    "body",
    [
        "The New York Times interviewed people in Kiev. They told the Global Times so.",
        "See https://www.nytimes.com/x or write to someone@example.org.",
        "x " * 100 + "\nSource: Reuters\nAuthor: Jane Doe\nPublished: 2021-01-02",
        "\n".join("abcdefg") + "\nSource: Reuters\nAuthor: Jane Doe\nPublished: 2021-01-02",
        "Text:\nSource: Reuters\nAuthor: Jane Doe\nPublished: 2021-01-02",
        "He named a source: Reuters, and gave a time: 2021-01-02.",
    ],
)
def test_it_takes_nothing_from_the_body(body: str) -> None:
    assert read_header(f"A title\n\n{body}\n") == Header("A title")


def test_it_leaves_a_value_unknown_rather_than_take_the_next_line() -> None:
    text = "Title: A title\nAuthor:\nSource:\nCategory:\nThe meeting was held in Beijing\n"
    assert read_header(text) == Header("A title")


@given(text=st.text())
def test_it_never_raises(text: str) -> None:
    assert isinstance(read_header(text), Header)


PIECES = st.sampled_from(
    ["Source", "Author", "Title", "By", ":", "：", "\n", "|", "Li Wei", "2021-01-02", "Time",
     "Editor's Note", "Published", "Global Times", "not found", "and", ",", "a.", "https://cnn.com"]
)  # fmt: skip


@given(text=st.lists(PIECES, max_size=40).map(" ".join))
def test_it_never_makes_an_outlet_or_a_phrase_an_author(text: str) -> None:
    assert set(read_header(text).author.replace(",", "").split()) <= {"Li", "Wei"}


@pytest.mark.parametrize(
    "text",
    [
        "a" * 1_000_000,
        "Author: A" + " " * 500_000 + "x",
        "x@" + "a." * 9_000,
        ("AAA" + "1" * 997 + "\n") * 40,
        ("Author: " + "A and " * 160 + "\n") * 40,
        "Category " + "1" * 19_000,
        "Editor's Note: " + "Global Times reporter " * 900,
    ],
    ids=lambda text: text[:15],
)
def test_it_takes_no_time_on_hostile_lines(text: str) -> None:
    started = time.process_time()
    read_header(text)
    assert time.process_time() - started < 1


@pytest.mark.parametrize(
    ("address", "is_address"),
    [
        ("https://example.org", True),
        ("HTTP://example.org:80/a?b#c", True),
        ("https://例え.jp/パス", True),
        ("javascript:alert(1)", False),
        ("ftp://example.org", False),
        ("https://", False),
        ("https://user:secret@example.org/", False),
        ("https://example.org/a b", False),
        ("https://example.org/" + "a" * 2_000, False),
        ("//example.org", False),
    ],
)
def test_it_knows_a_web_address(address: str, is_address: bool) -> None:
    assert is_web_address(address) is is_address
