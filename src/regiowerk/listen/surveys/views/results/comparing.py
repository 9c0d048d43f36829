"""Results beside others: of another wave, another region, or of one's own organisation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_safe

from regiowerk.ground.process.access import open_to_the_public
from regiowerk.ground.regions.middleware import Request
from regiowerk.listen.surveys.access import release_for_reader
from regiowerk.listen.surveys.access.comparing import comparable_for_reader, own_part_for_member
from regiowerk.listen.surveys.documents.results.comparison import Places, pair_text, shifts_chart
from regiowerk.listen.surveys.domain.evaluation.comparing import pairs_of, strongest
from regiowerk.listen.surveys.models import Release
from regiowerk.listen.surveys.queries.evaluation.own import own_results, seldom
from regiowerk.listen.surveys.queries.evaluation.results import Shown, in_both
from regiowerk.listen.surveys.views.office.wave_pages import of_wave
from regiowerk.listen.surveys.views.results.showing import (
    context_of,
    question_address,
    source_of,
)

LEAST_SHIFT, MOST_SHIFTS = 0.15, 8


@dataclass(frozen=True, slots=True)
class Choice:
    """A release that can be laid beside another."""

    label: str
    hint: str
    address: str


@open_to_the_public
@require_safe
def comparisons(
    request: Request, process_key: str, survey_key: str, wave: int, release: int
) -> HttpResponse:
    """Which published results can be laid beside these."""
    found = release_for_reader(request.actor, process_key, survey_key, wave, release)
    choices = [_choice(found, one) for one in comparable_for_reader(request.actor, found)]
    return render(
        request, "surveys/results/comparisons.html", {**context_of(found), "choices": choices}
    )


@open_to_the_public
@require_safe
def comparison(
    request: Request,
    process_key: str,
    survey_key: str,
    wave: int,
    release: int,
    other_process: str,
    other_survey: str,
    other_wave: int,
    other_release: int,
) -> HttpResponse:
    """Two releases by indicator, the largest differences first."""
    found = release_for_reader(request.actor, process_key, survey_key, wave, release)
    other = release_for_reader(
        request.actor, other_process, other_survey, other_wave, other_release
    )
    context = {**context_of(found), **_beside(*_in_order(other, found))}
    return render(request, "surveys/results/comparison.html", context)


@require_safe
def own_comparison(
    request: Request,
    process_key: str,
    survey_key: str,
    wave: int,
    release: int,
    organisation_key: str,
) -> HttpResponse:
    """What an organisation answered beside what is published of others."""
    found, submission = own_part_for_member(
        request.actor, process_key, survey_key, wave, release, organisation_key
    )
    own = own_results(submission, found)
    sections = [
        (
            label,
            [(one, question_address(found, one.table)) for one in own if one.table.section == name],
        )
        for name, label, _tables in found.sections
    ]
    context = {
        **context_of(found),
        "organisation": submission.participation.organisation,
        "seldom": [(one, question_address(found, one.table)) for one in seldom(own)],
        "sections": [one for one in sections if one[1]],
    }
    return render(request, "surveys/results/own.html", context)


def _beside(first: Shown, second: Shown) -> dict[str, object]:
    """The largest differences as a drawing, every question in a line, and who is in which."""
    pairs = pairs_of(first.results, second.results)
    names = _name(first.release, second.release), _name(second.release, first.release)
    places = _places(first.release, second.release)
    sources = _sources(first, second, places)
    return {
        "names": names,
        "places": places,
        "membership": _membership(first, second, places),
        "chart": shifts_chart(strongest(pairs, LEAST_SHIFT, MOST_SHIFTS), names, places, sources),
        "rows": [
            (
                one.first.label,
                told,
                question_address(first, one.first),
                question_address(second, one.second),
            )
            for one in pairs
            if (told := pair_text(one, places))
        ],
        "both_sources": sources,
    }


def _sources(first: Shown, second: Shown, places: Places) -> str:
    sources = [source_of(one.results) for one in (first, second)]
    if places:
        sources = [f"{place}: {one}" for place, one in zip(places, sources, strict=True)]
    return "; ".join(sources)


def _in_order(other: Shown, found: Shown) -> tuple[Shown, Shown]:
    """Of one region the earlier first; of two regions neither is earlier, one's own is the second."""
    if _places(other.release, found.release):
        return other, found
    first, second = sorted((other, found), key=lambda one: _moment(one.release))
    return first, second


def _moment(release: Release) -> tuple[date, int, int]:
    """When was asked, then which release of the answers it is."""
    return release.wave.opens_on, release.wave.number, release.number


def _places(one: Release, other: Release) -> Places:
    """What releases of two regions are called; None where both are of one region."""
    first, second = one.wave.survey.process, other.wave.survey.process
    if first.region_id == second.region_id:
        return None
    return first.region.name, second.region.name


def _choice(found: Shown, release: Release) -> Choice:
    survey = release.wave.survey
    place = [survey.process.key, survey.key, release.wave.number, release.number]
    return Choice(
        _name(release, found.release),
        _("another region, same questionnaire")
        if _places(release, found.release)
        else _("another process of the region, same questionnaire")
        if survey.process_id != found.release.wave.survey.process_id
        else _("same wave, published at another time")
        if release.wave_id == found.release.wave_id
        else _("another wave"),
        of_wave("comparison", found.release.wave, found.release.number, *place),
    )


def _name(release: Release, beside: Release) -> str:
    """What a release is called next to another: with region or process only where they differ."""
    survey, other = release.wave.survey, beside.wave.survey
    words = {"process": survey.process, "wave": release.wave.label, "number": release.number}
    places = _places(release, beside)
    if places:
        return _("%(place)s (%(wave)s, release %(number)d)") % {**words, "place": places[0]}
    if survey.process_id == other.process_id:
        return _("%(wave)s, release %(number)d") % words
    return _("%(wave)s, release %(number)d (%(process)s)") % words


def _membership(first: Shown, second: Shown, places: Places) -> list[str]:
    """Who is in both: two releases differ also because others answered."""
    both, only_first, only_second = in_both(first.release, second.release)
    one, other = places or ("", "")
    told = (
        (both, "", ngettext("%(number)d organisation is in both.", "%(number)d organisations are in both.", both)),
        (only_first, one, _only_there(only_first) if places else ngettext("%(number)d is only in the first.", "%(number)d are only in the first.", only_first)),
        (only_second, other, _only_there(only_second) if places else ngettext("%(number)d is only in the second.", "%(number)d are only in the second.", only_second)),
    )  # fmt: skip
    return [words % {"number": number, "place": place} for number, place, words in told if number]


def _only_there(number: int) -> str:
    return ngettext(
        "%(number)d organisation is only in “%(place)s”.",
        "%(number)d organisations are only in “%(place)s”.",
        number,
    )
