"""Every figure of a corpus, and of its resampled selves: the same functions of other totals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from annotator.domain.agreement.arrays import Floats, Ints
from annotator.domain.agreement.attributes import alpha_of_values, first_columns
from annotator.domain.agreement.f1 import f1
from annotator.domain.agreement.intervals import Resampling, weights
from annotator.domain.agreement.measures import pair_values, whole_values
from annotator.domain.agreement.statistics import Statistics
from annotator.domain.agreement.totals import Everyone, Team, everyone, sum_teams, teams

Scope = str | tuple[int, int]  # a Scope is one of the three names below, or two annotators
EVERYONE, RELATIONS, ATTRIBUTES = "everyone", "relations", "attributes"
TEAMS_AT_ONCE = 64

Values = dict[tuple[Scope, str], Floats]
"""Figures by scope and key: (B, K + 1), (B, types + 1) of relations, (B, attributes)."""


@dataclass(frozen=True, slots=True, eq=False)
class Tables:
    """The rows that every figure is made from."""

    statistics: Statistics
    everyone: Everyone
    teams: Sequence[Team]
    is_complete: bool  # every annotator completed every document that two did


@dataclass(frozen=True, slots=True, eq=False)
class _Job:
    """Scopes that rest on the same D documents, so that they can share weights of these."""

    documents: Ints
    everyone: Everyone | None
    teams: Sequence[Team]
    apart: Sequence[Team]  # of other documents, but in the figures of everyone

    def blocks(self) -> list[Floats]:
        """Return the rows of all these scopes as matrices: (D, ...) each."""
        whole = [self.everyone.rows, self.everyone.relations] if self.everyone else []
        return [*whole, *(block for team in self.teams for block in team.blocks())]


@dataclass(frozen=True, slots=True, eq=False)
class _Sums:
    """Weighted sums of a job's rows, for B weightings."""

    blocks: Sequence[Floats]  # of each block
    apart: Sequence[Floats]  # of `Team.shared` of each team apart
    answers: Floats  # of `Everyone.answers`


def tables(statistics: Statistics) -> Tables:
    """Return the rows as the figures need them."""
    whole, found = everyone(statistics), teams(statistics)
    members = {name for team in found for name in (team.left, team.right)}
    raters = statistics.documents[whole.documents, 1]
    return Tables(statistics, whole, found, bool((raters == len(members)).all()))


def values(tables: Tables) -> Values:
    """Return every figure of the corpus itself; B is 1."""
    found: Values = {}
    for job in _jobs(tables):
        sums = _Sums(
            [block.sum(axis=0, keepdims=True) for block in job.blocks()],
            [team.shared().sum(axis=0, keepdims=True) for team in job.apart],
            np.asarray(tables.everyone.answers.sum(axis=0), dtype=np.float64)[None],
        )
        found |= _evaluated(tables, job, sums)
    return found


def replicates(tables: Tables, resampling: Resampling) -> Iterator[Values]:
    """Yield every figure's replicates, some scopes at a time: (replicates, ...)."""
    for job in _jobs(tables):
        if sums := _resampled(tables, job, resampling):
            yield _evaluated(tables, job, sums)


def _resampled(tables: Tables, job: _Job, resampling: Resampling) -> _Sums | None:
    """Return the sums under all weights there are for the job's documents, if any."""
    blocks = job.blocks()
    # Where all have all documents, everyone's sums follow from those of the teams.
    n_raters = job.everyone.n_raters if job.everyone and not job.apart else None
    blocks = blocks[1:] if n_raters else blocks
    # One wide matrix: the weights, which are many, are read once for all figures. What occurs in
    # no document, as most label sets, has no part in it.
    matrix = np.concatenate(blocks, axis=1)
    occurs = matrix.any(axis=0)
    occurring = np.ascontiguousarray(matrix[:, occurs])
    rows = [team.shared() for team in job.apart]
    places = [np.searchsorted(job.documents, team.documents) for team in job.apart]
    found: list[list[Floats]] = []
    for batch in weights(len(job.documents), resampling):
        # Documents' weights side by side are gathered many times faster than across rows.
        turned = np.ascontiguousarray(batch.T) if rows else batch
        apart = [(own.T @ turned[at]).T for at, own in zip(places, rows, strict=True)]
        found.append([batch @ occurring, _answers(job, batch), *apart])
    if not found:
        return None
    own_sums, said, *apart = (np.concatenate(parts) for parts in zip(*found, strict=True))
    sums = np.zeros((len(own_sums), matrix.shape[1]))
    sums[:, occurs] = own_sums
    cuts = np.cumsum([block.shape[1] for block in blocks])[:-1]
    parts = np.split(sums, cuts, axis=1)
    if n_raters:
        own = [np.concatenate(parts[n : n + 3], axis=1) for n in range(1, len(parts), 3)]
        parts.insert(0, sum_teams(tables.statistics.schema, n_raters, own))
    return _Sums(parts, apart, said)


def _answers(job: _Job, batch: Floats) -> Floats:
    """Return the weighted sums of everyone's answers, if there are any: (B, ...)."""
    if job.everyone is None:
        return np.zeros((len(batch), 0))
    if not job.everyone.answers.nnz:
        return np.zeros((len(batch), job.everyone.answers.shape[1]))
    found: Floats = (job.everyone.answers.T @ batch.T).T
    return found


def _jobs(tables: Tables) -> Iterator[_Job]:
    """Yield the scopes by their documents; a bounded number of teams at a time."""
    alike: dict[bytes, list[Team]] = defaultdict(list)
    for team in tables.teams:
        alike[team.documents.tobytes()].append(team)
    documents = tables.everyone.documents
    of_all = alike.pop(documents.tobytes(), [])
    own = of_all[:TEAMS_AT_ONCE]
    apart = [team for team in tables.teams if not any(team is each for each in own)]
    yield _Job(documents, tables.everyone, own, apart)
    for found in (of_all[TEAMS_AT_ONCE:], *alike.values()):
        for first in range(0, len(found), TEAMS_AT_ONCE):
            yield _Job(found[first].documents, None, found[first : first + TEAMS_AT_ONCE], ())


def _evaluated(tables: Tables, job: _Job, sums: _Sums) -> Values:
    """Return the figures of a job's scopes."""
    schema = tables.statistics.schema
    found: Values = {}
    of_teams = sums.blocks[2:] if job.everyone else sums.blocks
    totals = [
        team.totals(np.concatenate(of_teams[3 * n : 3 * n + 3], axis=1))
        for n, team in enumerate(job.teams)
    ]
    if job.everyone:
        found[RELATIONS, "f1"] = _relation_values(sums.blocks[1])
        found[ATTRIBUTES, "alpha"] = _attribute_values(tables, sums.answers)
        shares = {id(team): own.shares() for team, own in zip(job.teams, totals, strict=True)}
        for team, rows in zip(job.apart, sums.apart, strict=True):
            shares[id(team)] = team.shares(rows)
        whole = whole_values(
            schema,
            job.everyone.totals(sums.blocks[0]),
            [shares[id(team)] for team in tables.teams],
            is_complete=tables.is_complete,
        )
        found |= {(EVERYONE, name): value for name, value in whole.items()}
    for team, own in zip(job.teams, totals, strict=True):
        scope = team.left, team.right
        found |= {(scope, name): value for name, value in pair_values(schema, own).items()}
    return found


def _relation_values(sums: Floats) -> Floats:
    """Return F1 of each type of relations, and of all: (B, types + 1)."""
    matched, compared = np.split(sums, 2, axis=1)
    both = [np.column_stack((part, part.sum(axis=1))) for part in (matched, compared)]
    return f1(*both)


def _attribute_values(tables: Tables, sums: Floats) -> Floats:
    """Return alpha of each attribute: (B, attributes)."""
    schema = tables.statistics.schema
    starts = first_columns(len(schema.annotators), schema.values)
    found = np.full((len(sums), len(schema.attributes)), np.nan)
    for n, (asked, own) in enumerate(zip(schema.attributes, schema.values, strict=True)):
        counts = sums[:, starts[n + 1] - len(own) : starts[n + 1]]
        if own:
            found[:, n] = alpha_of_values(asked.kind, own, counts, sums[:, starts[n]])
    return found
