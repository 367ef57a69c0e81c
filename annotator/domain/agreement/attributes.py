"""Agreement on attributes: do annotators who marked the same span say the same about it?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from math import frexp

import numpy as np
from numpy.typing import ArrayLike
from scipy.sparse import csr_array

from annotator.domain.agreement.arrays import Bools, Floats, Ints, divide, ragged
from annotator.domain.agreement.corpus import Corpus
from annotator.domain.agreement.matching import Edges
from annotator.domain.agreement.schema import AskedAttribute
from annotator.domain.agreement.sets import jaccard_distances
from annotator.domain.attributes import Answer

TYPES: Mapping[str, tuple[type, ...]] = {
    "number": (int, float),
    "boolean": (bool,),
    "choices": (list,),
}
"""What holds the values of each kind of attribute; of the other kinds, str."""

METRICS: Mapping[str, str] = {"number": "interval", "choices": "jaccard"}
"""The distance between the values of each kind of attribute; of the other kinds, nominal."""


def alpha_of_values(
    kind: str, values: Sequence[Answer], counts: ArrayLike, observed: ArrayLike
) -> Floats:
    r"""Return Krippendorff's alpha of an attribute, from how often its values occur.

        alpha = 1 - (n - 1) * D_o / sum n_c n_k d(c, k)

    d is 0 or 1 for choice, boolean and text; (c - k)^2 for number, the values scaled by
    `distance_of`; 1 - |S & T| / |S | T| for choices, not squared, 0 for two empty sets.

    Parameters: `values` are the q distinct values; `counts` n_c in units with two values or
    more, (..., q); `observed` D_o is the sum over these units of the distance of each value to
    each other one, divided by m_u - 1, (...).
    Undefined where only one value occurs, or none.

    Reference: K. Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability", University
    of Pennsylvania; R. Passonneau (2006), "Measuring agreement on set-valued items", LREC.

    >>> float(alpha_of_values("choice", ["a", "b"], [3, 3], 2.0).round(4))
    0.4444
    """
    n_c = np.asarray(counts, dtype=float)
    n = n_c.sum(axis=-1)
    if kind == "choices":
        expected = ((n_c @ jaccard_distances(_members(values))) * n_c).sum(axis=-1)
    elif kind == "number":
        expected = _squared_differences(_scaled(values), n_c)
    else:
        expected = (n_c * (n[..., None] - n_c)).sum(axis=-1)
    return 1 - divide((n - 1) * np.asarray(observed, dtype=float), expected)


def distance_of(kind: str, values: Sequence[Answer]) -> Callable[[Ints, Ints], Floats]:
    """Return the distance d of an attribute, between numbers within `values`, array by array.

    >>> distance_of("number", [1, 3, 4])(np.array([0, 1]), np.array([1, 1])).tolist()
    [0.25, 0.0]
    """
    if kind == "choices":
        distances = jaccard_distances(_members(values))
        return lambda one, two: distances[one, two]
    if kind == "number":
        numbers = _scaled(values)
        return lambda one, two: (numbers[one] - numbers[two]) ** 2
    return lambda one, two: (one != two).astype(np.float64)


def _scaled(values: Sequence[Answer]) -> Floats:
    """Return numbers within (-2, 2): alpha does not depend on scale, and no square overflows."""
    scaled: Floats = np.ldexp(np.array(values, dtype=float), -scale_of(values))
    return scaled


def scale_of(values: Sequence[Answer]) -> int:
    """Return the exponent of 2 that `distance_of` divides numbers by; this rounds nothing.

    >>> scale_of([1, -7, 3.5])
    2
    """
    numbers = [abs(float(value)) for value in values if not isinstance(value, list)]
    return frexp(max(numbers, default=0.0))[1] - 1


def distinct_values(values: Iterable[Answer]) -> tuple[Answer, ...]:
    """Return the values that differ, in an order that depends on nothing else.

    >>> distinct_values([["b", "a"], [], ["a", "b"]])
    ([], ['a', 'b'])
    """
    distinct = {
        value_key(value): sorted(value) if isinstance(value, list) else value for value in values
    }
    return tuple(sorted(distinct.values(), key=lambda value: (str(type(value)), value)))


def value_key(value: Answer) -> object:
    """Return what two values are equal by: chosen options have no order."""
    return frozenset(value) if isinstance(value, list) else value


def _squared_differences(numbers: Floats, counts: Floats) -> Floats:
    """Return the sum of (c - k)^2 over every two of numbers that occur `counts` times: (...)."""
    n = counts.sum(axis=-1)
    mean = np.nan_to_num(divide((counts * numbers).sum(axis=-1), n))
    spread = (counts * (numbers - mean[..., None]) ** 2).sum(axis=-1)
    varies = np.count_nonzero(counts, axis=-1) > 1
    return np.where(varies, 2 * n * spread, 0.0)


def _members(values: Sequence[Answer]) -> Bools:
    chosen = [frozenset(value) for value in values if isinstance(value, list)]
    options = sorted(frozenset[str]().union(*chosen))
    members = [[option in own for option in options] for own in chosen]
    return np.array(members, dtype=bool).reshape(len(chosen), len(options))


# --- Rows ---------------------------------------------------------------------------------


def first_columns(n_annotators: int, values: Sequence[Sequence[Answer]]) -> list[int]:
    """Return each attribute's first column in the rows of answers, and the rows' width."""
    widths = [2 + n_annotators + len(own) for own in values]
    return [0, *np.cumsum(np.array(widths, dtype=np.int64)).tolist()]


def answer_rows(
    corpus: Corpus,
    closest: Edges,
    attributes: Sequence[AskedAttribute],
    values: Sequence[Sequence[Answer]],
) -> csr_array:
    """Return what each document adds to the attributes' alphas: (D, `schema.answers`).

    A unit is a group of spans of the label that are matched two by two by `closest`, the
    one-to-one matching of each two annotators' spans. Where the matchings of three annotators
    contradict one another, the closest matches are joined first, and nobody is in a group
    twice. Who gave the attribute no value there is missing, which is not a value.
    """
    columns = first_columns(len(corpus.annotators), values)
    cells = [np.zeros((3, 0))]
    if len(corpus.answers.span):
        unit = _units(corpus, closest, attributes)
        for number, asked in enumerate(attributes):
            found = _answered(corpus, unit, number)
            distance = distance_of(asked.kind, values[number])
            cells += [
                np.stack((document, column + columns[number], amount))
                for document, column, amount in _cells(corpus, found, distance)
            ]
    document, column, amount = np.concatenate(cells, axis=1)
    places = document.astype(np.int64), column.astype(np.int64)
    return csr_array((amount, places), shape=(len(corpus.lengths), columns[-1]))


def _answered(corpus: Corpus, unit: Ints, attribute: int) -> Ints:
    """Return unit, span and value of each answer in a unit with two or more: (3, answers)."""
    answers = corpus.answers
    own = np.flatnonzero((answers.attribute == attribute) & (unit[answers.span] >= 0))
    of_unit = unit[answers.span[own]]
    own = own[np.bincount(of_unit, minlength=1)[of_unit] > 1] if len(own) else own
    own = own[np.argsort(unit[answers.span[own]], kind="stable")]
    span = answers.span[own].astype(np.int64)
    return np.stack((unit[span], span, answers.value[own].astype(np.int64)))


def _cells(
    corpus: Corpus, answered: Ints, distance: Callable[[Ints, Ints], Floats]
) -> Iterator[tuple[Ints, Ints, Floats]]:
    """Yield document, column and amount: distances, units, whose values, the values."""
    unit, span, value = answered
    whose = corpus.completion[span]
    document = corpus.document[whose].astype(np.int64)
    first = np.flatnonzero(np.diff(unit, prepend=-1) != 0)
    size = np.diff(np.append(first, len(unit)))
    left, right, weight = _two_by_two(first, size)
    none, one = np.zeros(len(unit), dtype=np.int64), np.ones(len(unit))
    yield document[left], none[left], 2 * distance(value[left], value[right]) / weight
    yield document[first], none[first] + 1, one[first]
    yield document, 2 + corpus.annotator[whose].astype(np.int64), one
    yield document, 2 + len(corpus.annotators) + value, one


def _two_by_two(first: Ints, size: Ints) -> tuple[Ints, Ints, Ints]:
    """Return every two rows of each unit, and the unit's size less one."""
    last = np.repeat(first + size, size)
    rows = np.arange(len(last))
    after = last - rows - 1
    left = np.repeat(rows, after)
    return left, ragged(rows + 1, after), np.repeat(np.repeat(size, size) - 1, after)


def _units(corpus: Corpus, closest: Edges, attributes: Sequence[AskedAttribute]) -> Ints:
    """Return each span's group of matched spans, or -1: the closest matches join first."""
    asked = np.isin(corpus.labels, [attribute.label for attribute in attributes])
    home: dict[int, frozenset[int]] = {}
    edges = closest.at(asked[corpus.label[closest.left]])
    for edge in _closest_first(corpus, edges):
        one, other = int(edges.left[edge]), int(edges.right[edge])
        ours, theirs = home.get(one, frozenset({one})), home.get(other, frozenset({other}))
        joined = ours | theirs
        # Each span of a document is of one completion: no annotator may come twice.
        if len({int(corpus.completion[span]) for span in joined}) == len(joined):
            home.update(dict.fromkeys(joined, joined))
    unit = np.full(len(corpus.start), -1)
    for number, group in enumerate(dict.fromkeys(home.values())):
        unit[list(group)] = number
    return unit


def _closest_first(corpus: Corpus, edges: Edges) -> list[int]:
    """Return the matches from the greatest intersection over union down; then by position."""
    left, right = edges.left, edges.right
    iou = edges.shared / edges.union
    places = (corpus.start[left], corpus.end[left], corpus.start[right], corpus.end[right])
    found: list[int] = np.lexsort((*places[::-1], -iou)).tolist()
    return found
