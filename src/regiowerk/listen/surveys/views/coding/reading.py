"""The open answers of a wave, the themes they speak of, and how far those who coded agree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language, gettext as _, ngettext
from django.views.decorators.http import require_safe

from regiowerk.ground.process.access import open_to_the_public
from regiowerk.ground.regions.middleware import Request
from regiowerk.listen.codes.queries import Book, book_of
from regiowerk.listen.surveys.access import wave_for_reader
from regiowerk.listen.surveys.documents.coded import coded_table
from regiowerk.listen.surveys.documents.exports.naming import circle_in_words
from regiowerk.listen.surveys.documents.results.charts import chart_of
from regiowerk.listen.surveys.models import Wave
from regiowerk.listen.surveys.queries.coding import (
    CodedAnswer,
    Wanted,
    chosen,
    coded,
    coders_in,
    codings_of,
    of_coder,
)
from regiowerk.listen.surveys.queries.evaluation.results import releases_of, shown
from regiowerk.listen.surveys.queries.evaluation.words import least_of_themes
from regiowerk.listen.surveys.queries.exports.classes import Audience
from regiowerk.listen.surveys.queries.open_answers import OpenAnswers, open_answers
from regiowerk.listen.surveys.queries.quotations import quotations_of_wave
from regiowerk.listen.surveys.queries.themes import agreements, themes_of, themes_together
from regiowerk.listen.surveys.views.office.wave_pages import of_wave, the_wave
from regiowerk.listen.surveys.views.results.reading import XLSX, as_file
from regiowerk.listen.surveys.views.results.showing import (
    context_of,
    is_saying,
    line_of,
    source_of,
)

PER_PAGE = 25


@dataclass(frozen=True, slots=True)
class Line:
    """An answer in the list, with the way to code it for those who may."""

    coded: CodedAnswer
    address: str


@open_to_the_public
@require_safe
def answers(request: Request, process_key: str, survey_key: str, wave: int) -> HttpResponse:
    """What was written, as far as the reader may read it; searched and chosen by question and code."""
    found, audience = _wave(request, process_key, survey_key, wave)
    book, written = book_of(found.survey.process), _written(found, audience)
    wanted = _wanted(request)
    codings, is_office = codings_of(found), audience is Audience.OFFICE
    every = coded(written.answers, of_coder(codings, wanted.coder), book)
    fitting = chosen(every, wanted, book)
    page = Paginator(fitting, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        **_about(found, audience),
        **_choices(written, book),
        "heading": _heading(len(every)),
        "lead": _lead(every, fitting, wanted, is_office=is_office),
        "coders": coders_in(codings) if is_office else {},
        "wanted": wanted,
        "page": page,
        "lines": [Line(one, _address(found, one) if is_office else "") for one in page],
        "total": len(every),
        "waiting": quotations_of_wave(found).filter(state="proposed").count() if is_office else 0,
    }
    return render(request, "surveys/coding/answers.html", context)


@open_to_the_public
@require_safe
def themes(request: Request, process_key: str, survey_key: str, wave: int) -> HttpResponse:
    """How many organisations speak of what: as coded now for the office, as released for others."""
    found, audience = _wave(request, process_key, survey_key, wave)
    if audience is not Audience.OFFICE:
        return render(request, "surveys/coding/released_themes.html", _released(found, audience))
    book, written = book_of(found.survey.process), _written(found, audience)
    every = coded(written.answers, codings_of(found), book)
    least = found.min_cell
    context = {
        **_about(found, audience),
        "together": themes_together(every, book),
        "tables": [
            (themes_of(one, every, book, least), circle_in_words_of(one.visibility))
            for one in written.questions
            if written.of(one.path)
        ],
        "has_codes": bool(book.codes),
        "filter_address": of_wave("open_answers", found),
    }
    return render(request, "surveys/coding/themes.html", context)


@require_safe
def agreement(request: Request, process_key: str, survey_key: str, wave: int) -> HttpResponse:
    """How far those who coded agree, code by code; for the office."""
    found = the_wave(request, process_key, survey_key, wave)
    book, written = book_of(found.survey.process), _written(found, Audience.OFFICE)
    codings = codings_of(found)
    told = agreements(coded(written.answers, codings, book), book)
    context = {
        **_about(found, Audience.OFFICE),
        "told": told,
        "coders": coders_in(codings),
        "paths": [(one, book.path(one.code)) for one in told.codes],
    }
    return render(request, "surveys/coding/agreement.html", context)


def _released(wave: Wave, audience: Audience) -> dict[str, object]:
    """The themes of the newest release a reader may see, question by question."""
    release = releases_of(wave, audience).first()
    if release is None:
        raise Http404
    found = shown(release, audience)
    tables = [
        one for one in found.results.tables if one.is_of_themes or least_of_themes(one) is not None
    ]
    return {
        **context_of(found),
        **_about(wave, audience),
        "lines": [
            (line_of(found, one), chart_of(one, source_of(found.results)))
            for one in tables
            if is_saying(one)
        ],
    }


@require_safe
def coded_file(request: Request, process_key: str, survey_key: str, wave: int) -> HttpResponse:
    """All open answers with their codes as XLSX; for the office."""
    found = the_wave(request, process_key, survey_key, wave)
    book, written = book_of(found.survey.process), _written(found, Audience.OFFICE)
    every = coded(written.answers, codings_of(found), book)
    content = coded_table(found, every, book, on=timezone.localdate(request.at))
    name = f"{_('coded-answers')}-{survey_key}-{wave}.xlsx"
    return as_file(content, XLSX, name)


def circle_in_words_of(visibility: str) -> str:
    """Who may read the answers to a question, in a few words."""
    if visibility in set(Audience):
        return circle_in_words(Audience(visibility))
    return _("in totals only")


def _wave(request: Request, *place: Any) -> tuple[Wave, Audience]:
    """The wave and who reads; the page is one of its process."""
    wave, audience = wave_for_reader(request.actor, *place)
    request.process = wave.survey.process  # type: ignore[attr-defined]
    return wave, audience


def _written(wave: Wave, audience: Audience) -> OpenAnswers:
    """Others than the office read what a release is made from, and nothing before there is one."""
    language = get_language() or "de"
    if audience is Audience.OFFICE:
        return open_answers(wave, audience, language)
    release = releases_of(wave, audience).first()
    if release is None:
        raise Http404
    members = set(release.members.values_list("submission", flat=True))
    return open_answers(wave, audience, language, submissions=members)


def _wanted(request: Request) -> Wanted:
    asked = request.GET
    coder = asked.get("person", "")
    return Wanted(
        question=asked.get("frage", "")[:300],
        code=asked.get("code", "")[:60],
        is_uncoded=asked.get("stand", "") == "offen",
        words=asked.get("q", "").strip()[:100],
        coder=int(coder) if coder.isascii() and coder.isdigit() and len(coder) < 5 else 0,
    )


def _choices(written: OpenAnswers, book: Book) -> dict[str, object]:
    """The questions and codes answers can be chosen by."""
    codes = [(code.key, book.path(code)) for _depth, code in book.standing]
    return {"questions": written.questions, "codes": codes}


def _about(wave: Wave, audience: Audience) -> dict[str, object]:
    is_office = audience is Audience.OFFICE
    addresses = {
        f"{page}_address": of_wave(page, wave)
        for page in (
            "open_answers",
            "themes",
            "results",
            "wave",
            "agreement",
            "quotations_of_wave",
            "coded_file",
        )
    }
    return {
        "process": wave.survey.process,
        "survey": wave.survey,
        "wave": wave,
        "is_office": is_office,
        **addresses,
    }


def _address(wave: Wave, one: CodedAnswer) -> str:
    answer = one.answer
    return of_wave("open_answer", wave, answer.participation.organisation.key, answer.name)


def _heading(number: int) -> str:
    if not number:
        return _("Open answers")
    return ngettext("One open answer", "%(number)d open answers", number) % {"number": number}


def _lead(
    every: list[CodedAnswer], fitting: list[CodedAnswer], wanted: Wanted, *, is_office: bool
) -> str:
    if not wanted.is_everything:
        text = ngettext("%(number)d of them fits.", "%(number)d of them fit.", len(fitting))
        return text % {"number": len(fitting)}
    left = sum(not one.codings for one in every)
    if not is_office or not every:
        return ""
    if not left:
        return _("All of them are coded.")
    return ngettext(
        "%(number)d of them is not coded yet.", "%(number)d of them are not coded yet.", left
    ) % {"number": left}


def neighbours(wave: Wave, one: CodedAnswer, every: list[CodedAnswer]) -> tuple[str, str]:
    """The next answer nobody has coded, and the next one at all, after this one; "" for none."""
    places = [other.answer.place for other in every]
    here = places.index(one.answer.place)
    following = [*every[here + 1 :], *every[:here]]
    uncoded = next((other for other in following if not other.codings), None)
    after = every[here + 1] if here + 1 < len(every) else None
    return (_address(wave, uncoded) if uncoded else "", _address(wave, after) if after else "")
