"""Figures of units, gamma before all, which a job measures."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from annotator.errors import Conflict
from annotator.models import UnitMeasurement
from annotator.services.agreement import Question, chosen
from annotator.services.agreement_units import find_units, measure_units
from api.serializers.agreement import UnitMeasurementOut
from api.serializers.projects import NothingIn
from api.tables import as_csv, unit_table
from api.views.agreement import DATES, FILTERS, MANY, AgreementEndpoint

UNIT_FILTERS = [each for each in FILTERS if each.name not in ("unit", "intervals")]


class AgreementUnits(AgreementEndpoint):
    """Figures that take their time: a POST begins to measure them, a GET tells how far it is."""

    filters = (*MANY, *DATES, "format")

    @extend_schema(parameters=UNIT_FILTERS, responses=UnitMeasurementOut)
    def get(self, request: Request, project: UUID) -> HttpResponse:
        """Return gamma, the u-alpha family, alpha-U and boundary similarity, once measured."""
        asked = self.asked(self.project(project))
        return self.told(find_units(asked), asked.question)

    @extend_schema(
        parameters=UNIT_FILTERS,
        request=NothingIn,
        responses={200: UnitMeasurementOut, 202: UnitMeasurementOut},
    )
    def post(self, request: Request, project: UUID) -> HttpResponse:
        """Begin to measure these figures of the documents as they are, unless it is done."""
        asked = self.asked(self.project(project))
        measurement = measure_units(asked)
        status_code = status.HTTP_202_ACCEPTED if measurement.found is None else status.HTTP_200_OK
        return self.told(measurement, asked.question, status_code)

    def told(
        self,
        measurement: UnitMeasurement | None,
        question: Question,
        status_code: int = status.HTTP_200_OK,
    ) -> HttpResponse:
        found = measurement and measurement.found
        if self.one_of("format", ("json", "csv")) == "csv":
            if not found:
                raise Conflict("These figures have not been measured; POST here begins it.")
            return as_csv(unit_table(chosen(found, question)), "agreement-units.csv")
        told = {
            "job": measurement and measurement.job,
            "found": found and chosen(found, question),
        }
        return Response(UnitMeasurementOut(told).data, status=status_code)
