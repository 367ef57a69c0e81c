"""The table of rights: every route and method, who gets which status, and what a token needs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver
from rest_framework.views import APIView

API_ROOT = "api/v1/"
METHODS = ("get", "post", "put", "patch", "delete")

# The columns: not signed in; olga, who has a project of her own; ana, who annotates the text;
# chloe, a member without this text; ben, removed from the project; ada, who adjudicates; mara,
# who manages; max, who manages and annotates; rosa, the site's administrator.
PEOPLE = ("nobody", "olga", "ana", "chloe", "ben", "ada", "mara", "max", "rosa")

# Behind them: whose token is tried, and the scope it needs (`any`: none; `session`: no token
# will do).
TABLE = """
GET    me/                                               401 200 200 200 200 200 200 200 200  ana  any
GET    me/preferences/                                   401 200 200 200 200 200 200 200 200  ana  session
PATCH  me/preferences/                                   401 200 200 200 200 200 200 200 200  ana  session
GET    tokens/                                           401 200 200 200 200 200 200 200 200  ana  session
POST   tokens/                                           401 404 201 201 404 201 201 201 201  ana  session
DELETE tokens/<token>/                                   401 404 404 404 404 404 204 404 404  mara session
GET    assignments/                                      401 200 200 200 200 200 200 200 200  ana  annotate
GET    assignments/<assignment>/                         401 404 200 404 404 404 404 404 404  ana  annotate
PUT    assignments/<assignment>/annotations/<annotation>/    401 404 200 404 404 404 404 404 404  ana  annotate
DELETE assignments/<assignment>/annotations/<annotation>/    401 404 204 404 404 404 404 404 404  ana  annotate
PUT    assignments/<assignment>/relations/<relation>/    401 404 200 404 404 404 404 404 404  ana  annotate
DELETE assignments/<assignment>/relations/<relation>/    401 404 204 404 404 404 404 404 404  ana  annotate
PUT    assignments/<assignment>/about/                   401 404 200 404 404 404 404 404 404  ana  annotate
PUT    assignments/<assignment>/sittings/<sitting>/      401 404 200 404 404 404 404 404 404  ana  annotate
POST   assignments/<assignment>/changes/                 401 404 200 404 404 404 404 404 404  ana  annotate
PUT    assignments/<assignment>/suggestions/<suggestion>/decision/  401 404 200 404 404 404 404 404 404  ana  annotate
DELETE assignments/<assignment>/suggestions/<suggestion>/decision/  401 404 204 404 404 404 404 404 404  ana  annotate
GET    assignments/<assignment>/preannotation/           401 404 200 404 404 404 404 404 404  ana  annotate
POST   assignments/<assignment>/submit/                  401 404 200 404 404 404 404 404 404  ana  annotate
POST   assignments/<assignment>/skip/                    401 404 200 404 404 404 404 404 404  ana  annotate
POST   assignments/<assignment>/resume/                  401 404 200 404 404 404 404 404 404  ana  annotate
POST   assignments/<submitted>/reopening-request/        401 404 200 404 404 404 404 404 404  ana  annotate
DELETE assignments/<submitted>/reopening-request/        401 404 204 404 404 204 204 403 204  ana  annotate
POST   assignments/<submitted>/reopen/                   401 404 403 404 404 200 200 403 200  ada  review
GET    projects/                                         401 200 200 200 200 200 200 200 200  ana  read
POST   projects/                                         401 403 403 403 403 403 201 403 201  mara session
GET    projects/<project>/                               401 404 200 200 404 200 200 200 200  ana  read
PATCH  projects/<project>/                               401 404 403 403 404 403 200 200 200  mara admin
GET    projects/<project>/members/                       401 404 403 403 404 200 200 200 200  ada  review
DELETE projects/<project>/members/<member>/              401 404 403 403 404 403 204 204 204  mara admin
GET    projects/<project>/invitations/                   401 404 403 403 404 403 200 200 200  mara admin
POST   projects/<project>/invitations/                   401 404 403 403 404 403 201 201 201  mara admin
DELETE projects/<project>/invitations/<invitation>/      401 404 403 403 404 403 204 204 204  mara admin
GET    projects/<project>/label-set/                     401 404 200 200 404 200 200 200 200  ana  read
PUT    projects/<project>/label-set/                     401 404 403 403 404 403 200 200 200  mara admin
GET    projects/<project>/guideline-versions/            401 404 200 200 404 200 200 200 200  ana  read
POST   projects/<project>/assignments/                   401 404 403 403 404 403 201 201 201  mara admin
POST   projects/<project>/uploads/                       401 404 403 403 404 403 200 200 200  mara import
GET    projects/<project>/documents/                     401 404 200 200 404 200 200 200 200  ana  read
POST   projects/<project>/documents/                     401 404 403 403 404 403 201 201 201  mara import
POST   projects/<project>/preannotations/                401 404 403 403 404 403 201 201 201  mara import
GET    projects/<project>/jobs/                          401 404 403 403 404 403 200 200 200  mara import
GET    projects/<project>/events/                        401 404 403 403 404 403 200 200 200  mara admin
GET    jobs/<job>/                                       401 404 403 403 404 403 200 200 200  mara import
POST   jobs/<job>/retry/                                 401 404 403 403 404 403 200 200 200  mara import
GET    documents/<document>/                             401 404 200 404 404 200 200 200 200  ana  read
GET    documents/<document>/disagreements/               401 404 403 404 404 200 200 403 200  ada  review
PUT    documents/<document>/decisions/<cluster>/         401 404 403 404 404 200 403 403 403  ada  review
DELETE documents/<document>/decisions/<cluster>/         401 404 403 404 404 204 403 403 403  ada  review
PUT    documents/<document>/link-decisions/<relation_type>/<source>/<target>/  401 404 403 404 404 200 403 403 403  ada  review
DELETE documents/<document>/link-decisions/<relation_type>/<source>/<target>/  401 404 403 404 404 204 403 403 403  ada  review
POST   documents/<document>/majority/                    401 404 403 404 404 200 403 403 403  ada  review
POST   documents/<document>/adjudication/finish/         401 404 403 404 404 200 403 403 403  ada  review
POST   documents/<finished>/adjudication/reopen/         401 404 403 404 404 200 403 403 403  ada  review
GET    documents/<finished>/gold/                        401 404 403 404 404 200 200 200 200  ada  review
GET    projects/<project>/agreement/                     401 404 403 403 404 200 200 200 200  ada  review
GET    projects/<project>/agreement/groups/              401 404 403 403 404 200 200 200 200  ada  review
GET    projects/<project>/agreement/documents/           401 404 403 403 404 200 200 200 200  ada  review
GET    projects/<project>/agreement/units/               401 404 403 403 404 200 200 200 200  ada  review
POST   projects/<project>/agreement/units/               401 404 403 403 404 202 202 202 202  ada  review
GET    projects/<project>/agreement/filters/             401 404 403 403 404 200 200 200 200  ada  review
GET    projects/<project>/agreement/own/                 401 404 200 200 404 403 403 200 403  ana  annotate
GET    projects/<project>/exports/                       401 404 403 403 404 200 200 409 200  ada  export
GET    projects/<project>/releases/                      401 404 403 403 404 403 200 409 200  mara export
POST   projects/<project>/releases/                      401 404 403 403 404 403 201 409 201  mara export
GET    releases/<release>/                               401 404 403 403 404 403 200 409 200  mara export
GET    releases/<release>/corpus/                        401 404 403 403 404 403 200 409 200  mara export
GET    schema/                                           200 200 200 200 200 200 200 200 200  ana  any
GET    docs/                                             200 200 200 200 200 200 200 200 200  ana  any
"""  # noqa: E501  a table reads as lines

# The objects of a kind that are in another state than most routes need.
SYNONYMS = {"submitted": "assignment", "finished": "document"}


class Row(NamedTuple):
    """One line of the table."""

    method: str
    route: str
    expected: dict[str, int]
    owner: str
    scope: str

    def __str__(self) -> str:
        return f"{self.method} {self.route}"

    @property
    def key(self) -> tuple[str, str]:
        route = self.route
        for name, kind in SYNONYMS.items():
            route = route.replace(f"<{name}>", f"<{kind}>")
        return self.method, route


def table() -> list[Row]:
    """Return the rows of the table."""
    rows = []
    for line in TABLE.strip().splitlines():
        method, route, *statuses, owner, scope = line.split()
        expected = dict(zip(PEOPLE, map(int, statuses), strict=True))
        rows.append(Row(method, route, expected, owner, scope))
    return rows


def resolved() -> Iterator[tuple[str, str]]:
    """Yield (method, route) of everything that the API's resolver leads to."""
    (api,) = (
        entry
        for entry in get_resolver().url_patterns
        if isinstance(entry, URLResolver) and str(entry.pattern) == API_ROOT
    )
    for entry in api.url_patterns:
        assert isinstance(entry, URLPattern), "a nested resolver: teach this test to walk it"
        view: Any = entry.callback
        for method in _methods(view.cls):
            yield method.upper(), _bare(str(entry.pattern))


def _methods(view: type[APIView]) -> list[str]:
    return [method for method in METHODS if hasattr(view, method)]


def _bare(route: str) -> str:
    return route.replace("<uuid:", "<").replace("<slug:", "<")


def content(response: HttpResponse) -> bytes:
    """Return the whole body, of a streamed response too."""
    if response.streaming:
        return b"".join(response)
    return response.content
