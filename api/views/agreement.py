"""How far annotators agree: the whole, groups of documents, single documents, one's own."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from annotator.access import (
    Action,
    access_project,
    compared_documents,
    hidden_documents,
    open_documents,
)
from annotator.errors import FieldErrors
from annotator.models import Job, Project
from annotator.models.documents import DocumentQuerySet
from annotator.services.agreement import (
    Asked,
    Question,
    measure_agreement,
    measure_documents,
    measure_groups,
)
from annotator.services.agreement_own import measure_own
from annotator.services.agreement_rows import KINDS, StillCounting
from annotator.services.agreement_selection import (
    FIELDS,
    METADATA,
    Selection,
    annotators_of,
    choices,
    groups_of,
)
from api.endpoint import Endpoint, Pages
from api.schema import PAGE_PARAMETERS
from api.serializers.agreement import (
    AgreementOut,
    ChoicesOut,
    CountingOut,
    DocumentAgreementPage,
    GroupsOut,
    OwnAgreementOut,
    OwnCountingOut,
)
from api.serializers.projects import JobOut
from api.tables import agreement_table, as_csv, document_table, group_table

MANY = ("label", "annotator", *FIELDS)
DATES = ("published_from", "published_to")
FILTERS = [
    OpenApiParameter("label", many=True),
    OpenApiParameter("annotator", many=True),
    OpenApiParameter("unit", enum=list(KINDS), default="character"),
    *(OpenApiParameter(name, many=True) for name in FIELDS),
    *(OpenApiParameter(name, datetime.date) for name in DATES),
    OpenApiParameter("metadata.KEY", many=True, description="A value of this key."),
    OpenApiParameter("intervals", enum=["yes", "no"], default="yes"),
    OpenApiParameter("format", enum=["json", "csv"], default="json"),
]


_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


class AgreementEndpoint(Endpoint):
    """Figures of the documents on which the actor may see every annotator's work."""

    filters: tuple[str, ...] = (*MANY, *DATES, "unit", "intervals", "format")
    more: tuple[str, ...] = ()

    @property
    def params(self) -> tuple[str, ...]:  # type: ignore[override]  # keys of metadata are anybody's
        sent = self.request.query_params if self.filters else ()
        keys = (name for name in sent if name.startswith(METADATA) and name != METADATA)
        return (*self.filters, *self.more, *keys)

    def may_repeat(self, name: str) -> bool:
        return name in MANY or name.startswith(METADATA)

    def handle_exception(self, exc: Exception) -> Response:
        """Tell how far the counting is, where there is too much of it to wait for."""
        if isinstance(exc, StillCounting):
            return Response(self.counting(exc.job), status=status.HTTP_202_ACCEPTED)
        return super().handle_exception(exc)

    def counting(self, job: Job) -> dict[str, Any]:
        return {"job": JobOut(job).data}

    def project(self, project: UUID) -> Project:
        return access_project(self.actor, project, Action.REVIEW)

    def documents(self, project: Project) -> DocumentQuerySet:
        """Return the documents that are asked about."""
        return self._selection().of(open_documents(self.actor, project))

    def asked(self, project: Project) -> Asked:
        """Return what is asked, about which documents. Raises FieldErrors as `question`."""
        documents = self.documents(project)
        return Asked(self.actor.user, project, documents, self.question(project, documents))

    def question(self, project: Project, documents: DocumentQuerySet) -> Question:
        """Return what is asked. Raises FieldErrors for labels or people who are not there."""
        sent = self.request.query_params
        known: dict[str, list[str]] = {}
        if "label" in sent:
            known["label"] = list(project.labels.values_list("name", flat=True))
        if "annotator" in sent:
            known["annotator"] = annotators_of(documents)
        wrong = {
            name: [f"Expected one of {known[name][:50]}; seen {value[:60]!r}."]
            for name in known
            for value in sent.getlist(name)
            if value not in known[name]
        }
        if wrong:
            raise FieldErrors(wrong)
        return Question(
            unit=self.one_of("unit", tuple(KINDS)),
            labels=tuple(sorted(set(sent.getlist("label")))),
            annotators=tuple(sorted(set(sent.getlist("annotator")))),
            with_intervals=self.one_of("intervals", ("yes", "no")) == "yes",
        )

    def answer(
        self, told: Mapping[str, Any], rows: Callable[[Any], Iterable[list[Any]]], name: str
    ) -> HttpResponse:
        """Return figures as JSON, or as the table that `rows` makes of them."""
        if self.one_of("format", ("json", "csv")) == "json":
            return Response(told)
        return as_csv(rows(told), f"{name}.csv")

    def one_of(self, name: str, known: tuple[str, ...]) -> str:
        """Return what was sent under a name, by default the first that is known."""
        sent = self.request.query_params.get(name, known[0])
        if sent not in known:
            raise FieldErrors({name: [f"Expected one of {list(known)}; seen {sent[:60]!r}."]})
        return sent

    def _selection(self) -> Selection:
        sent = self.request.query_params
        return Selection(
            fields={name: sent.getlist(name) for name in FIELDS if name in sent},
            metadata={
                name.removeprefix(METADATA): sent.getlist(name)
                for name in sent
                if name.startswith(METADATA)
            },
            first=self._date("published_from"),
            last=self._date("published_to"),
        )

    def _date(self, name: str) -> datetime.date | None:
        sent = self.request.query_params.get(name)
        if sent is None:
            return None
        try:
            # fromisoformat takes 20240531 and 2024-W22-5 too.
            return datetime.date.fromisoformat(sent if _DAY.fullmatch(sent) else "")
        except ValueError:
            seen = [f"Expected a date such as 2024-05-31; seen {sent[:60]!r}."]
            raise FieldErrors({name: seen}) from None


class Agreement(AgreementEndpoint):
    @extend_schema(parameters=FILTERS, responses={200: AgreementOut, 202: CountingOut})
    def get(self, request: Request, project: UUID) -> HttpResponse:
        """Return how far those agree who submitted: overall, per label, per pair; or a job."""
        found = self.project(project)
        report = measure_agreement(self.asked(found))
        told = {
            "n_left_out": hidden_documents(self.actor, found).count(),
            "threshold": found.agreement_threshold,
            **report,
        }
        return self.answer(AgreementOut(told).data, agreement_table, "agreement")


class AgreementGroups(AgreementEndpoint):
    more = ("by",)

    @extend_schema(
        parameters=[*FILTERS, OpenApiParameter("by", default="month")],
        responses={200: GroupsOut, 202: CountingOut},
    )
    def get(self, request: Request, project: UUID) -> HttpResponse:
        """Return alpha and F1 of groups of documents: by field, month, year or metadata."""
        asked = self.asked(self.project(project))
        by = request.query_params.get("by", "month")
        grouping = groups_of(asked.documents, by)
        measured = measure_groups(asked, grouping.groups)
        told = {"by": by, "n_without": grouping.n_without, "groups": measured}
        return self.answer(GroupsOut(told).data, group_table, "agreement-groups")


class AgreementDocuments(AgreementEndpoint):
    """Paged by place, since the order is by a figure: a page is what that place holds now."""

    more = ("page_size", "cursor")

    @extend_schema(
        parameters=[*FILTERS, *PAGE_PARAMETERS],
        responses={200: DocumentAgreementPage, 202: CountingOut},
    )
    def get(self, request: Request, project: UUID) -> HttpResponse:
        """List the documents that two or more submitted, the least agreed on first.

        As CSV, all of them are sent at once.
        """
        asked = self.asked(self.project(project))
        first, size = self._page()
        count, rows = measure_documents(asked, first=first, size=size)
        about = asked.documents.only("title", "source", "published", "language")
        # What was reopened since it was counted is hidden, and the page has one document less.
        known = about.in_bulk([row["id"] for row in rows])
        end = first + len(rows)
        told = {
            "count": count,
            "next": self._place(end) if rows and end < count else None,
            "previous": self._place(max(0, first - (size or 0))) if first else None,
            "results": [
                {"document": known[row["id"]], **row} for row in rows if row["id"] in known
            ],
        }
        return self.answer(DocumentAgreementPage(told).data, document_table, "agreement-documents")

    def _page(self) -> tuple[int, int | None]:
        """Return where the page begins and its size, None for all; a table has no pages."""
        if self.one_of("format", ("json", "csv")) == "json":
            return self._first(), Pages().get_page_size(self.request)
        sent = [name for name in self.more if name in self.request.query_params]
        if sent:
            seen = "Expected none with format=csv, which sends all documents."
            raise FieldErrors({name: [seen] for name in sent})
        return 0, None

    def _first(self) -> int:
        sent = self.request.query_params.get("cursor", "0")
        if not (sent.isascii() and sent.isdigit() and len(sent) < 9):
            raise FieldErrors({"cursor": ["Not a cursor of this list."]})
        return int(sent)

    def _place(self, first: int) -> str:
        address = self.request.build_absolute_uri()
        return replace_query_param(address, "cursor", first)


class AgreementFilters(Endpoint):
    @extend_schema(responses=ChoicesOut)
    def get(self, request: Request, project: UUID) -> Response:
        """Return what figures can be narrowed to: people, labels, values of documents."""
        found = access_project(self.actor, project, Action.REVIEW)
        return Response(ChoicesOut(choices(found, open_documents(self.actor, found))).data)


class OwnAgreement(AgreementEndpoint):
    filters = ()

    def counting(self, job: Job) -> dict[str, Any]:
        """Tell that documents are counted: how many there are is the work of others."""
        return dict(OwnCountingOut({"is_counting": True}).data)

    @extend_schema(responses={200: OwnAgreementOut, 202: OwnCountingOut})
    def get(self, request: Request, project: UUID) -> Response:
        """Return how far others agree with one, where the project shows that to annotators."""
        found = access_project(self.actor, project, Action.ANNOTATE)
        documents = compared_documents(self.actor, found)
        told = measure_own(project=found, documents=documents, user=self.actor.user)
        return Response(OwnAgreementOut(told).data)
