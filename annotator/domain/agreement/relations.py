"""Relations: do two annotators link the same spans in the same way?"""

from __future__ import annotations

import numpy as np

from annotator.domain.agreement.arrays import Bools, Floats, Ints, Whole, ragged, sum_cells
from annotator.domain.agreement.corpus import Corpus, Links
from annotator.domain.agreement.matching import Edges


def relation_rows(corpus: Corpus, closest: Edges, pair: tuple[Ints, Ints]) -> Floats:
    r"""Return, by pair and type, relations that match and those either drew: (P, 2 * types).

    A relation of one annotator matches one of another when their types are equal and their
    sources match and their targets match, as spans: by `closest`, the one-to-one matching of
    spans with the same label. So no relation matches two of another annotator, and a turned one
    matches none. With TP_ab the matches and N_a, N_b the relations that two annotators drew,

        F1 = 2 * sum TP_ab / sum (N_a + N_b)

    where both sums run over all pairs of annotators of a document: micro-averaged, so a pair
    with more relations weighs more.

    Reference: G. Hripcsak, A. Rothschild (2005), "Agreement, the F-measure, and reliability in
    information retrieval", JAMIA 12(3), applied to triples (type, source, target) as in the
    strict evaluation of relation extraction.
    """
    links, n_types = corpus.links, len(corpus.links.types)
    place, ours, found = _compare(corpus, closest, pair)
    place, type_, one = place[found], links.type[ours[found]], np.ones(int(found.sum()))
    matched = sum_cells(place, type_, one, (len(pair[0]), n_types))
    shape = len(corpus.document), n_types
    drawn = sum_cells(links.completion, links.type, np.ones(len(links.type)), shape)
    return np.concatenate((matched, drawn[pair[0]] + drawn[pair[1]]), axis=1)


def _compare(corpus: Corpus, closest: Edges, pair: tuple[Ints, Ints]) -> tuple[Ints, Ints, Bools]:
    """Return pairs, the earlier completion's relations, and whether the later has a match."""
    links, n_completions = corpus.links, len(corpus.document)
    first = np.searchsorted(links.completion, np.arange(n_completions + 1))
    count = np.diff(first)[pair[0]]
    ours = ragged(first[pair[0]], count)
    theirs = np.repeat(pair[1], count)
    # A span is matched with one span at most of each other completion.
    matched = closest.left * n_completions + corpus.completion[closest.right]
    order = np.argsort(matched)
    matched, partner = matched[order], np.append(closest.right[order], -1)

    def counterpart(spans: Ints) -> Ints:
        wanted = spans * n_completions + theirs
        place = np.searchsorted(matched, wanted)
        is_there = np.append(matched, -1)[place] == wanted
        return np.where(is_there, partner[place], -1)

    source = counterpart(links.source[ours].astype(np.int64))
    target = counterpart(links.target[ours].astype(np.int64))
    read = _packed(corpus, links.type[ours], source, target)
    place = np.repeat(np.arange(len(count)), count)
    return place, ours, (source >= 0) & (target >= 0) & np.isin(read, _stored(corpus, links))


def _stored(corpus: Corpus, links: Links) -> Ints:
    return _packed(corpus, links.type, links.source, links.target)


def _packed(corpus: Corpus, type_: Whole, source: Whole, target: Whole) -> Ints:
    n_spans = len(corpus.start)
    found: Ints = (type_.astype(np.int64) * n_spans + source) * n_spans + target
    return found
