"""The response cockpit: who is where, who is missing, and what to do about it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from regiowerk.ground.regions.middleware import Request
from regiowerk.ground.ui.drawings.bars import Row, bars
from regiowerk.ground.ui.drawings.scene import Scene
from regiowerk.listen.surveys.documents.maps import stage_map
from regiowerk.listen.surveys.documents.standing import standing_xlsx
from regiowerk.listen.surveys.domain.turnout import Asked, Turnout, by_size, turnout_by
from regiowerk.listen.surveys.models import Wave
from regiowerk.listen.surveys.queries.bounces import bounces_of
from regiowerk.listen.surveys.queries.overview import days_left
from regiowerk.listen.surveys.queries.turnout import (
    GROUPS,
    Line,
    asked_of,
    headline,
    lines_of,
    missing_in_words,
    share_in_words,
    size_label,
    weight_in_words,
)
from regiowerk.listen.surveys.views.office.wave_pages import of_wave, the_wave

PER_PAGE = 60
NAMED = 10
DISTRICTS = 40  # bars in one picture that are still read
_RANKS = {key: rank for rank, (key, *_rest) in enumerate(GROUPS)}
_SORTS = {
    "name": lambda line: (line.name.casefold(), line.key),
    "district": lambda line: (line.district.casefold(), line.name.casefold()),
    "stage": lambda line: (_RANKS[line.group], line.name),
    "progress": lambda line: (-line.percent, line.name),
}


@dataclass(frozen=True, slots=True)
class Stage:
    """A group of the strip: how many are there, and the way to them."""

    label: str
    number: int
    address: str
    is_chosen: bool


@require_safe
def wave(request: Request, process_key: str, survey_key: str, wave: int) -> HttpResponse:
    """Everything about the response to one wave."""
    found = the_wave(request, process_key, survey_key, wave)
    today = timezone.localdate(request.at)
    lines = lines_of(found, today)
    rows = asked_of(lines)
    context = {
        "wave": found,
        "survey": found.survey,
        "process": found.survey.process,
        "days": days_left(found.closes_on, request.at),
        "stages": _stages(request, lines),
        "map": _map(found, lines, rows),
        **_response(found, rows),
        **_table(request, found, lines, today),
        **_addresses(found),
    }
    return render(request, "surveys/office/cockpit/wave.html", context)


def _response(found: Wave, rows: list[Asked]) -> dict[str, object]:
    """Who answered and who is missing, in words and figures."""
    return {
        "headline": headline(found, rows),
        "weight": weight_in_words(rows),
        "missing": missing_in_words(rows),
        "districts": _districts(rows),
        "sizes": [
            (size_label(number), part, share_in_words(part)) for number, part in by_size(rows)
        ],
    }


def _table(request: Request, wave: Wave, lines: Sequence[Line], today: date) -> dict[str, object]:
    """The organisations that are asked for, a page of them."""
    shown = _chosen(request, lines)
    bounced = bounces_of(wave)
    page = Paginator(shown, PER_PAGE).get_page(request.GET.get("page"))
    return {
        "page": page,
        "lines": _told(list(page.object_list), today, bounced),
        "came_back": _came_back(lines, bounced),
        "is_filtered": len(shown) != len(lines),
        "sort": request.GET.get("sortiert", "name"),
    }


@require_safe
def state_table(request: Request, process_key: str, survey_key: str, wave: int) -> HttpResponse:
    """Who is where, as a table for the office's own files."""
    found = the_wave(request, process_key, survey_key, wave)
    lines = sorted(lines_of(found, timezone.localdate(request.at)), key=_SORTS["name"])
    name = f"{_('standing')}-{survey_key}-{wave}-{timezone.localdate(request.at)}.xlsx"
    return HttpResponse(
        standing_xlsx(found, lines),
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        headers={
            "Content-Disposition": content_disposition_header(as_attachment=True, filename=name)
            or ""
        },
    )


def _chosen(request: Request, lines: Sequence[Line]) -> list[Line]:
    """The organisations that are asked for, in the order that is asked for."""
    stage, district = request.GET.get("stand", ""), request.GET.get("kreis", "")
    found = [
        line
        for line in lines
        if (not stage or line.group == stage) and (not district or line.district == district)
    ]
    return sorted(found, key=_SORTS.get(request.GET.get("sortiert", ""), _SORTS["name"]))


def _stages(request: Request, lines: Sequence[Line]) -> list[Stage]:
    chosen = request.GET.get("stand", "")
    numbers = {key: sum(line.group == key for line in lines) for key, _label, _states in GROUPS}
    return [
        Stage(
            str(label),
            numbers[key],
            "?#organisationen" if key == chosen else f"?stand={key}#organisationen",
            key == chosen,
        )
        for key, label, _states in GROUPS
        if numbers[key] or key == "handed_in"
    ]


def _told(
    lines: Sequence[Line], today: date, bounced: Collection[str]
) -> list[tuple[Line, str, int, bool]]:
    """Each organisation with the way to it, how late it is, and whether the last mail came back."""
    return [
        (
            line,
            _address(line),
            line.days_late(today),
            line.participation.coordinator_email in bounced,
        )
        for line in lines
    ]


def _came_back(lines: Sequence[Line], bounced: Collection[str]) -> list[tuple[str, str]]:
    """Whose coordinator is not reached by mail, with the way to name another one."""
    return [
        (line.name, _address(line))
        for line in lines
        if line.participation.coordinator_email in bounced
    ][:NAMED]


def _map(found: Wave, lines: Sequence[Line], rows: list[Asked]) -> Scene | None:
    title = _("%(wave)s: who is where") % {"wave": found.label}
    return stage_map(title, f"{headline(found, rows)}.", lines, _address)


def _districts(rows: Sequence[Asked]) -> Scene | None:
    """Answered and missing per district; of very many those where most is missing."""
    parts = turnout_by([row for row in rows if row.group], lambda row: row.group)
    if not parts:
        return None
    summary = _("Per district: how many organisations have handed in, and how many have not.")
    if len(parts) > DISTRICTS:
        parts = sorted(parts, key=lambda part: (-part.missing, part.name))[:DISTRICTS]
        summary += " " + _("Of all districts, those where most are missing.")
    return bars(
        [_bar(part) for part in sorted(parts, key=lambda part: (-part.share, part.name))],
        series=(_("handed in"), _("still missing")),
        title=_("Response by district"),
        summary=summary,
        source="",
        format_value=lambda value: str(int(value)),
        name=_("District"),
    )


def _bar(part: Turnout) -> Row:
    return Row(
        label=part.name,
        values=(float(part.answered), float(part.missing)),
        note=share_in_words(part),
    )


def _address(line: Line) -> str:
    return of_wave("participation", line.participation.wave, line.key)


def _addresses(found: Wave) -> dict[str, str]:
    pages = ("change_wave", "choose_participants", "open_wave", "close_wave", "reopen_wave")
    more: tuple[Any, ...] = (
        "invite",
        "reminders",
        "change_version",
        "state_table",
        "exports",
        "prefill",
        "results",
    )
    return {f"{page}_address": of_wave(page, found) for page in (*pages, *more)}
