"""A version in the forms other programs read."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.utils.translation import get_language, gettext as _
from django.views.decorators.http import require_safe

from regiowerk.ground.regions.middleware import Request
from regiowerk.listen.questionnaires import access
from regiowerk.listen.questionnaires.documents.codebook import codebook
from regiowerk.listen.questionnaires.documents.limesurvey import write_tsv
from regiowerk.listen.questionnaires.documents.prints import Facts, print_empty
from regiowerk.listen.questionnaires.documents.xlsform import write_workbook
from regiowerk.listen.questionnaires.models import Version
from regiowerk.listen.questionnaires.queries import instrument_of
from regiowerk.listen.questionnaires.views.frame import download

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def authors_file(
    request: Request, process_key: str, questionnaire_key: str, number: int
) -> HttpResponse:
    """The file as it was uploaded, byte by byte."""
    version = access.version_for_office(request.actor, process_key, questionnaire_key, number)
    content = bytes(version.file_content)
    if not content:
        raise Http404
    return download(content, "application/octet-stream", version.file_name)


@require_safe
def workbook(
    request: Request, process_key: str, questionnaire_key: str, number: int
) -> HttpResponse:
    """An XLSForm workbook."""
    version = access.version_for_member(request.actor, process_key, questionnaire_key, number)
    return download(write_workbook(instrument_of(version)), XLSX, _name(version, "xlsx"))


@require_safe
def limesurvey(
    request: Request, process_key: str, questionnaire_key: str, number: int
) -> HttpResponse:
    """The survey structure LimeSurvey imports."""
    version = access.version_for_member(request.actor, process_key, questionnaire_key, number)
    content = write_tsv(instrument_of(version)).content
    name = _name(version, "txt")
    return download(content, "text/tab-separated-values; charset=utf-8", name)


@require_safe
def paper(request: Request, process_key: str, questionnaire_key: str, number: int) -> HttpResponse:
    """A PDF to read, to tick and to write on."""
    version = access.version_for_member(request.actor, process_key, questionnaire_key, number)
    facts = Facts(
        version=_("Version %(number)d") % {"number": number}, content_hash=version.content_hash
    )
    title = version.questionnaire.title
    language = get_language() or "de"
    content = print_empty(instrument_of(version), language=language, title=title, facts=facts)
    return download(content, "application/pdf", _name(version, "pdf"))


@require_safe
def ddi(request: Request, process_key: str, questionnaire_key: str, number: int) -> HttpResponse:
    """The description of its variables in DDI Codebook."""
    version = access.version_for_member(request.actor, process_key, questionnaire_key, number)
    content = codebook(version, get_language() or "de")
    return download(content, "application/xml", _name(version, "xml"))


@require_safe
def canonical_json(
    request: Request, process_key: str, questionnaire_key: str, number: int
) -> HttpResponse:
    """The bytes whose SHA-256 is the fingerprint."""
    version = access.version_for_member(request.actor, process_key, questionnaire_key, number)
    return download(version.definition.encode(), "application/json", _name(version, "json"))


def _name(version: Version, ending: str) -> str:
    return f"{version.questionnaire.key}-{version.number}.{ending}"
