"""One open answer: coded as a whole, by its sentences, or by words that are marked."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from regiowerk.ground.regions.middleware import Request
from regiowerk.ground.ui.htmx import go
from regiowerk.listen.codes.queries import Book, book_of
from regiowerk.listen.questionnaires.domain.inputs import name_of
from regiowerk.listen.surveys import actions
from regiowerk.listen.surveys.access import answer_for_office, coding_for_office
from regiowerk.listen.surveys.domain.field_names import field_at
from regiowerk.listen.surveys.forms.coding import CodingForm
from regiowerk.listen.surveys.models import Wave
from regiowerk.listen.surveys.queries.coding import CodedAnswer, coded, codings_of
from regiowerk.listen.surveys.queries.exports.classes import Audience
from regiowerk.listen.surveys.queries.open_answers import OpenAnswer, open_answers
from regiowerk.listen.surveys.views.coding.reading import circle_in_words_of, neighbours
from regiowerk.listen.surveys.views.office.wave_pages import of_wave, sent, status_of, the_wave


@require_http_methods(["GET", "HEAD", "POST"])
def open_answer(
    request: Request,
    process_key: str,
    survey_key: str,
    wave: int,
    organisation_key: str,
    field: str,
) -> HttpResponse:
    """Read an answer with its codes, and code a passage of it."""
    found = the_wave(request, process_key, survey_key, wave)
    written = open_answers(found, Audience.OFFICE, get_language() or "de")
    answer = answer_for_office(written, organisation_key, field)
    book = book_of(found.survey.process)
    form = CodingForm(sent(request), text=answer.text, book=book)
    if form.is_valid() and _code(request, answer, form):
        return go(request, f"{_here(found, answer)}#codieren")
    every = coded(written.answers, codings_of(found), book)
    context = _context(found, answer, every, book) | {"form": form}
    return render(request, "surveys/coding/answer.html", context, status=status_of(form))


@require_POST
def remove_coding(
    request: Request, process_key: str, survey_key: str, wave: int, coding_id: int
) -> HttpResponse:
    """Take a code off again, and back to the answer."""
    found = the_wave(request, process_key, survey_key, wave)
    coding = coding_for_office(found, coding_id)
    key = coding.submission.participation.organisation.key
    place = name_of(field_at(coding.path, coding.rows))
    actions.remove_coding(coding=coding, by=request.actor, at=request.at)
    messages.success(request, _("The code is taken off."))
    return go(request, of_wave("open_answer", found, key, place))


def _code(request: Request, answer: OpenAnswer, form: CodingForm) -> bool:
    """Whether it was coded; else the form says why not."""
    made = actions.code_answer(
        answer=answer,
        passages=form.cleaned_data["passages"],
        codes=form.cleaned_data["wanted"],
        by=request.actor,
        at=request.at,
    )
    if not made:
        form.add_error(None, _("You have coded this passage so already."))
        return False
    names = ", ".join(dict.fromkeys(one.code.name for one in made))
    messages.success(request, _("Coded: %(codes)s.") % {"codes": names})
    return True


def _here(wave: Wave, answer: OpenAnswer) -> str:
    return of_wave("open_answer", wave, answer.participation.organisation.key, answer.name)


def _context(
    wave: Wave, answer: OpenAnswer, every: list[CodedAnswer], book: Book
) -> dict[str, object]:
    one = next(other for other in every if other.answer.place == answer.place)
    uncoded, following = neighbours(wave, one, every)
    key = answer.participation.organisation.key
    return {
        "process": wave.survey.process,
        "survey": wave.survey,
        "wave": wave,
        "coded": one,
        "told": [
            (coding, code, of_wave("remove_coding", wave, coding.pk)) for coding, code in one.told
        ],
        "circle": circle_in_words_of(answer.question.visibility),
        "names": [path for path, _code in book.assignable()],
        "has_codes": bool(book.assignable()),
        "open_answers_address": of_wave("open_answers", wave),
        "quote_address": of_wave("propose_quotation", wave, key, answer.name),
        "uncoded_address": uncoded,
        "next_address": following,
    }
