"""Figures of units, gamma before all, which a job measures."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from annotator.errors import Conflict
from annotator.services.agreement import Question, chosen
from annotator.services.agreement_units import Units, find_units, measure_units
from api.serializers.agreement import UnitsOut
from api.serializers.projects import NothingIn
from api.tables import unit_table
from api.views.agreement import DATES, FILTERS, MANY, AgreementEndpoint

UNIT_FILTERS = [each for each in FILTERS if each.name not in ("unit", "intervals", "format")]
FORMAT = next(each for each in FILTERS if each.name == "format")


class AgreementUnits(AgreementEndpoint):
    """Figures that take their time: a POST begins to measure them, a GET tells how far it is."""

    @property
    def filters(self) -> tuple[str, ...]:  # type: ignore[override]  # a file is of what there is
        named = (*MANY, *DATES)
        return (*named, "format") if self.request.method == "GET" else named

    @extend_schema(parameters=[*UNIT_FILTERS, FORMAT], responses=UnitsOut)
    def get(self, request: Request, project: UUID) -> HttpResponse:
        """Return gamma, the u-alpha family, alpha-U and boundary similarity, once measured."""
        asked = self.asked(self.project(project))
        told = _told(find_units(asked), asked.question)
        if told["found"] is None and self.one_of("format", ("json", "csv")) == "csv":
            raise Conflict("These figures have not been measured; POST here begins it.")
        return self.answer(told, unit_table, "agreement-units")

    @extend_schema(
        parameters=UNIT_FILTERS, request=NothingIn, responses={200: UnitsOut, 202: UnitsOut}
    )
    def post(self, request: Request, project: UUID) -> Response:
        """Begin to measure these figures of the documents as they are, unless it is done."""
        asked = self.asked(self.project(project))
        units = measure_units(asked)
        begun = status.HTTP_200_OK if units.is_current else status.HTTP_202_ACCEPTED
        return Response(_told(units, asked.question), status=begun)


def _told(units: Units, question: Question) -> dict[str, Any]:
    found = units.found and chosen(units.found, question)
    told: dict[str, Any] = UnitsOut(replace(units, found=found)).data
    return told
