"""Another version of the questionnaire in a running wave: what changes, for whom, and doing it."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext as _, gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from regiowerk.ground.notices.tasks import send_mails
from regiowerk.ground.regions.middleware import Request
from regiowerk.listen.questionnaires.models import Version
from regiowerk.listen.questionnaires.queries import compared
from regiowerk.listen.surveys import actions
from regiowerk.listen.surveys.forms.office_changing import ChangeVersionForm
from regiowerk.listen.surveys.models import Wave
from regiowerk.listen.surveys.queries.changes import (
    Effect,
    effects_of,
    section_labels,
    versions_to_change_to,
)
from regiowerk.listen.surveys.views.office.wave_pages import done, of_wave, status_of, the_wave

PER_PAGE = 60
REFUSALS = (actions.NotNewerError, actions.ChangedSinceSeenError, actions.WaveStateError)
OUTCOMES: dict[str, Promise] = {
    "reopened": gettext_lazy("sections are opened again, the rest stays signed"),
    "given_back": gettext_lazy("the answers go back to those who write"),
    "told": gettext_lazy("gets a mail and looks again"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One organisation that has to look again."""

    name: str
    address: str
    state: str
    sections: str
    outcome: str


@require_http_methods(["GET", "HEAD", "POST"])
def change_version(request: Request, process_key: str, survey_key: str, wave: int) -> HttpResponse:
    """Show what another version would change, and change to it."""
    found = the_wave(request, process_key, survey_key, wave)
    choices = versions_to_change_to(found)
    version = _chosen(request, choices)
    if version is None or found.state == Wave.State.CLOSED:
        return _nothing(request, found)
    form = ChangeVersionForm(request.POST if request.method == "POST" else None)
    changed = _changed(request, found, version, form) if form.is_valid() else None
    if changed is None:
        return _page(request, found, version, choices, form)
    send_mails.enqueue()
    return done(request, _told(changed), of_wave("wave", found))


def _changed(
    request: Request, wave: Wave, version: Version, form: ChangeVersionForm
) -> actions.Changed | None:
    """What became of it; None if it was refused, and the form says why."""
    try:
        return actions.change_version(
            wave=wave,
            version=version,
            note=form.cleaned_data["note"],
            seen=form.cleaned_data["seen"],
            tokens=_tokens(),
            by=request.actor,
            at=request.at,
        )
    except REFUSALS as refused:
        form.add_error(None, str(refused))
        return None


def _chosen(request: Request, choices: Sequence[Version]) -> Version | None:
    """The version asked for by number; the newest if none is named."""
    asked = request.POST.get("version") or request.GET.get("fassung")
    if not asked:
        return choices[0] if choices else None
    return next((one for one in choices if str(one.number) == asked), None)


def _page(
    request: Request,
    wave: Wave,
    version: Version,
    choices: Sequence[Version],
    form: ChangeVersionForm,
) -> HttpResponse:
    effects = effects_of(wave, version, request.at)
    concerned = [one for one in effects if one.outcome != "unnoticed"]
    page = Paginator(concerned, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        **_about(wave),
        "version": version,
        "choices": choices,
        "groups": compared(wave.version, version, get_language() or "de"),
        "page": page,
        "lines": [_line(one, version) for one in page.object_list],
        "unnoticed": len(effects) - len(concerned),
        "carried": sum(len(one.carried) for one in effects),
        "outcome": _outcome(len(concerned)),
        "form": _with_image(form, version, effects),
    }
    template = "surveys/office/changing/change_version.html"
    return render(request, template, context, status=status_of(form))


def _with_image(
    form: ChangeVersionForm, version: Version, effects: Sequence[Effect]
) -> ChangeVersionForm:
    """The form as it is shown: it carries what is shown beside it."""
    seen = {"version": version.number, "seen": actions.image_of(effects)}
    if not form.is_bound:
        return ChangeVersionForm(initial=seen)
    form.data = {**form.data, **{name: str(value) for name, value in seen.items()}}
    return form


def _nothing(request: Request, wave: Wave) -> HttpResponse:
    """There is no newer version, or the wave is closed."""
    context = {**_about(wave), "version": None, "is_closed": wave.state == Wave.State.CLOSED}
    return render(request, "surveys/office/changing/change_version.html", context)


def _about(wave: Wave) -> dict[str, object]:
    return {
        "wave": wave,
        "survey": wave.survey,
        "process": wave.survey.process,
        "questionnaire": wave.survey.questionnaire,
        "wave_address": of_wave("wave", wave),
        "change_version_address": of_wave("change_version", wave),
    }


def _line(effect: Effect, version: Version) -> Line:
    participation = effect.participation
    labels = section_labels(version, effect.sections, get_language() or "de")
    return Line(
        name=str(participation.organisation),
        address=of_wave("participation", participation.wave, participation.organisation.key),
        state=participation.get_state_display(),
        sections=", ".join(labels),
        outcome=str(OUTCOMES[effect.outcome]),
    )


def _outcome(number: int) -> str:
    if not number:
        return _("Nobody has to look again")
    told = ngettext(
        "One organisation has to look again", "%(number)d organisations have to look again", number
    )
    return told % {"number": number}


def _told(changed: actions.Changed) -> str:
    if not changed.concerned:
        return _("The questionnaire is changed. Nobody has to look again.")
    told = ngettext(
        "The questionnaire is changed. One organisation gets a mail.",
        "The questionnaire is changed. %(number)d organisations get a mail.",
        changed.concerned,
    )
    return told % {"number": changed.concerned}


def _tokens() -> Iterator[str]:
    while True:
        yield secrets.token_urlsafe(32)
