"""A questionnaire as those who answer will see it; what is typed here is stored nowhere."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from regiowerk.ground.regions.middleware import Request
from regiowerk.ground.ui.htmx import go
from regiowerk.listen.questionnaires import access
from regiowerk.listen.questionnaires.domain.answers import Field, Value
from regiowerk.listen.questionnaires.domain.inputs import (
    UnreadableAnswerError,
    name_of,
    read,
)
from regiowerk.listen.questionnaires.domain.instrument import (
    Instrument,
    Kind,
    Section,
    say,
    sections,
)
from regiowerk.listen.questionnaires.domain.logic import LogicFaultsError, Sheet
from regiowerk.listen.questionnaires.domain.minutes import (
    has_short_path,
    minutes_in_all,
    minutes_of,
)
from regiowerk.listen.questionnaires.domain.pages import (
    Option,
    Reply,
    Showing,
    asked_of,
    page_of,
    reply_of,
)
from regiowerk.listen.questionnaires.forms.preview import (
    Trial,
    Tried,
    forget_trial,
    place_from,
    take,
    trial_of,
)
from regiowerk.listen.questionnaires.models import Version
from regiowerk.listen.questionnaires.queries import instrument_of, logic_of, surroundings_for
from regiowerk.listen.questionnaires.queries.places import places_of
from regiowerk.listen.questionnaires.queries.wording import (
    circle_sentence,
    minutes_sentence,
    problem_sentence,
    unreadable_sentence,
)

NOTHING_TRIED = Tried({}, {})


@dataclass(frozen=True, slots=True)
class Step:
    """A section in the list of the preview."""

    label: str
    minutes: int
    unit: str
    address: str


@dataclass(frozen=True, slots=True)
class Preview:
    """One version looked at in one language, whole or by the short path."""

    request: Request
    version: Version
    instrument: Instrument
    language: str
    is_short: bool

    def address(self, section: str = "", page: str = "preview", **changes: str) -> str:
        """Where a page of this preview is, in the same language and on the same path."""
        questionnaire = self.version.questionnaire
        keys = [questionnaire.process.key, questionnaire.key, self.version.number]
        if section:
            keys.append(section)
            page = "preview_section" if page == "preview" else page
        asked = {
            "sprache": "" if self.language == self.instrument.default_language else self.language,
            "kurz": "1" if self.is_short else "",
            **changes,
        }
        query = urlencode({key: value for key, value in asked.items() if value})
        return f"{reverse(f'questionnaires:{page}', args=keys)}{f'?{query}' if query else ''}"

    @property
    def trial(self) -> Trial:
        return trial_of(self.request.session, self.version, self.instrument)

    def sheet(self, trial: Trial) -> Sheet:
        region = self.version.questionnaire.process.region
        around = surroundings_for("vorschau", _("Your organisation"), region, self.request.at)
        logic = logic_of(self.version)
        sheet = Sheet(logic, trial.answers, trial.rows, around)
        for field, value in sheet.defaults().items():
            if field not in trial.answers:
                sheet.change(field, value)
        return sheet

    def section(self, name: str) -> Section:
        """A section that is shown on this path; 404 for any other."""
        for section in self.sections:
            if section.name == name:
                return section
        raise Http404

    @property
    def sections(self) -> list[Section]:
        return [one for one in sections(self.instrument) if self.minutes(one) or not self.is_short]

    def minutes(self, section: Section) -> int:
        return minutes_of(section, self.instrument, only_core=self.is_short)

    def say(self, section: Section) -> str:
        default = self.instrument.default_language
        return say(section.label, self.language, default) or section.name

    def frame(self) -> dict[str, object]:
        """What every page of the preview shows around its content."""
        instrument, language = self.instrument, self.language
        return {
            "version": self.version,
            "process": self.version.questionnaire.process,
            "title": say(instrument.title, language, instrument.default_language),
            "start": self.address(),
            "is_short": self.is_short,
            "language": language,
            "languages": [(code, self.address(sprache=code)) for code in instrument.languages],
        }


@require_http_methods(["GET", "HEAD", "POST"])
def preview(
    request: Request, process_key: str, questionnaire_key: str, number: int
) -> HttpResponse:
    """The start page of the preview: the sections, how long they take, and the short path."""
    look = _look(request, process_key, questionnaire_key, number)
    if request.method == "POST":
        forget_trial(request.session, look.version)
        messages.success(request, _("The preview is empty again."))
        return go(request, look.address())
    context = {
        **look.frame(),
        "steps": _steps(look),
        "minutes": minutes_in_all(look.instrument, only_core=look.is_short),
        "core_minutes": minutes_in_all(look.instrument, only_core=True),
        "has_short_path": has_short_path(look.instrument),
        "whole": look.address(kurz=""),
        "short": look.address(kurz="1"),
        "faults": _faults(look),
        "has_trial": bool(look.trial.answers),
    }
    return render(request, "questionnaires/preview/start.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def preview_section(
    request: Request, process_key: str, questionnaire_key: str, number: int, section: str
) -> HttpResponse:
    """One section of the preview; sent as a whole it goes on to the next."""
    look = _look(request, process_key, questionnaire_key, number)
    shown = look.section(section)
    if _faults(look):
        return go(request, look.address())
    if request.method == "POST":
        return _take(look, shown)
    return _page(look, shown, look.trial)


@require_POST
def preview_change(
    request: Request, process_key: str, questionnaire_key: str, number: int, section: str
) -> HttpResponse:
    """What one answer alters, as the script of the page is told it."""
    look = _look(request, process_key, questionnaire_key, number)
    trial, field = look.trial, place_from(request.POST.get("field", ""))
    question = asked_of(look.instrument).get(field.path) if field else None
    if field is None or question is None:
        raise Http404
    values = request.POST.getlist("value")
    try:
        value = read(question, values, None, language=look.language)
    except UnreadableAnswerError as problem:
        return _refused(field, unreadable_sentence(problem.kind, question))
    reply = _reply(look, trial, section, field, value)
    trial.answers[field] = value
    trial.keep(request.session, look.version)
    return JsonResponse(reply)


def _look(request: Request, process_key: str, questionnaire_key: str, number: int) -> Preview:
    version = access.version_for_member(request.actor, process_key, questionnaire_key, number)
    instrument = instrument_of(version)
    asked = request.GET.get("sprache", "")
    language = asked if asked in instrument.languages else instrument.default_language
    return Preview(request, version, instrument, language, is_short=request.GET.get("kurz") == "1")


def _faults(look: Preview) -> int:
    """How many mistakes keep the questionnaire from being tried."""
    try:
        logic_of(look.version)
    except LogicFaultsError as problem:
        return sum(fault.is_error for fault in problem.faults)
    return 0


def _steps(look: Preview) -> list[Step]:
    return [
        Step(look.say(one), look.minutes(one), one.unit, look.address(one.name))
        for one in look.sections
    ]


def _take(look: Preview, section: Section) -> HttpResponse:
    """Keep what was typed for the preview, and go where the button says."""
    request, trial = look.request, look.trial
    tried = take(trial, request.POST, look.instrument, look.language)
    here = look.address(section.name)
    if place := _entry(trial, request):
        trial.keep(request.session, look.version)
        return go(request, f"{here}#{name_of(place)}")
    trial.keep(request.session, look.version)
    if tried.unreadable:
        return _page(look, section, trial, tried, HTTPStatus.UNPROCESSABLE_ENTITY)
    if request.POST.get("then") == "check":
        return _page(look, section, trial, checks=True)
    following = _beside(look, section, 1)
    return go(request, look.address(following.name) if following else look.address())


def _entry(trial: Trial, request: Request) -> Field | None:
    """The entry that a button adds or takes out, or the place where it stood."""
    place = place_from(request.POST.get("field", ""))
    if place is None:
        return None
    if request.GET.get("eintrag") == "neu":
        return trial.add_row(place)
    return trial.remove_row(place) if place.rows else None


def _beside(look: Preview, section: Section, step: int) -> Section | None:
    """The section before or after another."""
    shown = look.sections
    place = [one.name for one in shown].index(section.name) + step
    return shown[place] if 0 <= place < len(shown) else None


def _page(
    look: Preview,
    section: Section,
    trial: Trial,
    tried: Tried = NOTHING_TRIED,
    status: HTTPStatus = HTTPStatus.OK,
    *,
    checks: bool = False,
) -> HttpResponse:
    """The page of a section as those who answer will see it."""
    asked = asked_of(look.instrument)
    page = page_of(
        look.sheet(trial),
        look.instrument,
        section.name,
        language=look.language,
        notes={},
        typed=tried.typed,
        faults={
            field: unreadable_sentence(kind, asked[field.path])
            for field, kind in tried.unreadable.items()
        },
        places=_places(look),
        sentence=problem_sentence,
        circle=circle_sentence,
        checks=checks,
        only_core=look.is_short,
    )
    context = {**look.frame(), **_around(look, section), "page": page}
    context["progress"] = minutes_sentence(page.minutes)
    return render(look.request, "questionnaires/preview/section.html", context, status=status)


def _around(look: Preview, section: Section) -> dict[str, object]:
    """Where a section stands among the others, and where its buttons lead."""
    names = [one.name for one in look.sections]
    before, after = _beside(look, section, -1), _beside(look, section, 1)
    return {
        "number": names.index(section.name) + 1,
        "count": len(names),
        "label": look.say(section),
        "here": look.address(section.name),
        "change": look.address(section.name, "preview_change"),
        "before": look.address(before.name) if before else "",
        "has_next": after is not None,
        "add_row_address": look.address(section.name, eintrag="neu"),
        "remove_row_address": look.address(section.name, eintrag="weg"),
        "languages": [
            (code, look.address(section.name, sprache=code)) for code in look.instrument.languages
        ],
    }


def _places(look: Preview) -> tuple[Option, ...]:
    """The municipalities to pick from, looked up only where a question asks for one."""
    kinds = {question.kind for question in asked_of(look.instrument).values()}
    if Kind.GEOPOINT not in kinds:
        return ()
    on = timezone.localdate(look.request.at)
    return places_of(look.version.questionnaire.process.region, on)


def _reply(look: Preview, trial: Trial, section: str, field: Field, value: Value) -> Reply:
    sheet = look.sheet(trial)
    try:
        changes = sheet.change(field, value)
    except KeyError as problem:
        raise Http404 from problem
    showing = Showing(
        sheet,
        look.instrument,
        look.language,
        places=_places(look),
        sentence=problem_sentence,
        only_core=look.is_short,
    )
    page = page_of(sheet, look.instrument, section, language=look.language, notes={})
    progress = minutes_sentence(page.minutes)
    saved = _("only tried out")
    return reply_of(changes, showing, state="saved", saved=saved, progress=progress)


def _refused(field: Field, sentence: str) -> HttpResponse:
    reply = {"state": "refused", "problems": {name_of(field): sentence}, "announce": sentence}
    return JsonResponse(reply, status=HTTPStatus.UNPROCESSABLE_ENTITY)
