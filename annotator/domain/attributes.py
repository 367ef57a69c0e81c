"""What is asked about a span, and which answers fit."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from annotator.domain.texts import ANSWER_LIMIT
from annotator.errors import FieldErrors

NUMBER_LIMIT = 2**53 - 1  # beyond it, programs that count in doubles read another number
TOLD = 20  # wrong answers told of at once
SHOWN = 60

Answer: TypeAlias = str | list[str] | int | float | bool
Answers: TypeAlias = dict[str, Answer]


@dataclass(frozen=True)
class Question:
    """An attribute of a label: `options` are the names to choose from, in their order."""

    name: str
    kind: str
    options: tuple[str, ...] = ()


class _Misfit(Exception):
    """An answer that does not fit; says what was expected."""


def check_answers(questions: Iterable[Question], answers: Mapping[str, object]) -> Answers:
    """Return the answers as they are stored: each fits the question of its name.

    Chosen options come in the questions' order and whole numbers as integers, so that equal
    answers are stored alike. Raises FieldErrors that name what is expected.

    >>> check_answers([Question("hedged", "boolean")], {"hedged": True})
    {'hedged': True}
    >>> check_answers([Question("hedged", "boolean")], {"hedged": 1})
    Traceback (most recent call last):
    ...
    annotator.errors.FieldErrors: attributes.hedged: Expected true or false; seen 1.
    """
    asked = {question.name: question for question in questions}
    fitting: Answers = {}
    wrong: dict[str, list[str]] = {}
    for name, answer in answers.items():
        try:
            fitting[name] = _checked(asked, name, answer)
        except _Misfit as misfit:
            wrong[f"attributes.{name[:SHOWN]}"] = [str(misfit)]
            if len(wrong) == TOLD:
                break
    if wrong:
        raise FieldErrors(wrong)
    return fitting


def is_same_answer(one: object, other: object) -> bool:
    """Say whether two answers are written alike in JSON; `true` is not 1.

    >>> is_same_answer(True, 1)
    False
    """
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


def _checked(asked: Mapping[str, Question], name: str, answer: object) -> Answer:
    question = asked.get(name)
    if question is None:
        known = ", ".join(asked) or "none: this label has no attributes"
        raise _Misfit(f"Unknown attribute; expected only: {known}.")
    return _KINDS[question.kind](question, answer)


def _expect(is_fit: bool, expected: str, answer: object) -> None:
    if not is_fit:
        raise _Misfit(f"Expected {expected}; seen {repr(answer)[:SHOWN]}.")


def _choice(question: Question, answer: object) -> str:
    expected = f"one of {', '.join(question.options)}"
    _expect(isinstance(answer, str) and answer in question.options, expected, answer)
    return str(answer)


def _choices(question: Question, answer: object) -> list[str]:
    expected = f"a list of some of {', '.join(question.options)}, each once"
    listed = answer if isinstance(answer, list) else []
    chosen = [name for name in question.options if name in listed]
    _expect(isinstance(answer, list) and len(chosen) == len(listed), expected, answer)
    return chosen


def _text(question: Question, answer: object) -> str:
    is_fit = isinstance(answer, str) and len(answer) <= ANSWER_LIMIT
    seen = f"{len(answer)} characters" if isinstance(answer, str) else answer
    _expect(is_fit, f"a text of at most {ANSWER_LIMIT} characters", seen)
    return str(answer)


def _number(question: Question, answer: object) -> int | float:
    expected = f"a number from -{NUMBER_LIMIT} to {NUMBER_LIMIT}"
    if isinstance(answer, bool) or not isinstance(answer, int | float):
        raise _Misfit(f"Expected {expected}; seen {repr(answer)[:SHOWN]}.")
    _expect(abs(answer) <= NUMBER_LIMIT, expected, answer)  # neither infinite nor NaN is
    return int(answer) if answer == int(answer) else answer


def _boolean(question: Question, answer: object) -> bool:
    _expect(isinstance(answer, bool), "true or false", answer)
    return bool(answer)


_KINDS: dict[str, Callable[[Question, object], Answer]] = {
    "choice": _choice,
    "choices": _choices,
    "text": _text,
    "number": _number,
    "boolean": _boolean,
}
