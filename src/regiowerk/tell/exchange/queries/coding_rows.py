"""The codebook, codings and quotations as they travel."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from regiowerk.ground.process.models import Process
from regiowerk.listen.codes.models import Code, CodebookVersion
from regiowerk.listen.surveys.models import Coding, Quotation
from regiowerk.tell.exchange.queries.survey_rows import submissions_of

type Rows = QuerySet[Any]

_OF_A_PASSAGE = {
    "survey": "submission__participation__wave__survey__key",
    "wave": "submission__participation__wave__number",
    "organisation": "submission__participation__organisation__key",
    "submission": "submission__number",
}
PATHS: Mapping[str, Mapping[str, str]] = {"codings": _OF_A_PASSAGE, "quotations": _OF_A_PASSAGE}


def codes_of(process: Process) -> Rows:
    return Code.objects.filter(codebook__process=process)


def versions_of(process: Process) -> Rows:
    return CodebookVersion.objects.filter(codebook__process=process)


def codings_of(process: Process) -> Rows:
    return Coding.objects.filter(submission__in=submissions_of(process).values("pk"))


def quotations_of(process: Process) -> Rows:
    return Quotation.objects.filter(submission__in=submissions_of(process).values("pk"))
