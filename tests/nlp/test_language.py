"""The language guess: right on sentences, silent on scraps, and always the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.nlp.language import guess_language

DOCUMENTS = Path(__file__).parents[2] / "fixtures" / "documents"


@pytest.mark.parametrize("path", sorted(DOCUMENTS.glob("*.txt")), ids=lambda path: path.name)
def test_it_knows_the_demo_articles_as_english(path: Path) -> None:
    assert guess_language(path.read_bytes().decode()) == "en"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The two countries signed a road map for closer military ties on Tuesday."),
        ("de", "Das Ministerium erklärte, dass die Lage an der Grenze weiterhin ernst sei."),
        ("fr", "Le président a déclaré mardi que la situation restait très préoccupante."),
        ("es", "El presidente declaró el martes que la situación seguía siendo muy grave."),
        ("ru", "Россия и Китай подписали во вторник дорожную карту сотрудничества."),
        ("uk", "Україна та Сполучені Штати підписали у середу угоду про співпрацю."),
        ("zh", "中国和俄罗斯周二签署了路线图，加强两国之间的军事合作关系。"),
        ("ja", "日本政府は火曜日に新しい防衛計画を発表した。"),
        ("ko", "정부는 화요일에 새로운 방위 계획을 발표했다."),
        ("ar", "قال الرئيس يوم الثلاثاء إن الوضع على الحدود خطير للغاية"),
        ("hi", "सरकार ने मंगलवार को कहा कि सीमा पर स्थिति बहुत गंभीर है।"),
    ],
)
def test_it_knows_a_sentence_of_many_languages(language: str, text: str) -> None:
    assert guess_language(text) == language


@pytest.mark.parametrize(
    "text", ["", " \n", "ok", "Paris", "1984 – 2021", "😀" * 50, "x" * 300, "<p></p>" * 20, "\x00"]
)
def test_it_says_nothing_of_scraps(text: str) -> None:
    assert guess_language(text) == ""


@given(text=st.text())
def test_it_gives_two_letters_or_nothing_and_the_same_again(text: str) -> None:
    code = guess_language(text)
    assert code == "" or (len(code) == 2 and code.isascii() and code.islower())
    assert guess_language(text) == code


def test_it_reads_only_the_beginning_of_a_long_text() -> None:
    english = "The two countries signed a road map for closer ties on Tuesday. " * 200
    assert guess_language(english + "Россия и Китай подписали дорожную карту. " * 20_000) == "en"
