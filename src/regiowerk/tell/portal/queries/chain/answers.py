"""What became of the answers of one organisation; for itself and for the office."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _, ngettext

from regiowerk.ground.process.domain.chain import Link
from regiowerk.ground.process.models import Process
from regiowerk.ground.regions.models import Organisation
from regiowerk.listen.findings.models import Finding
from regiowerk.listen.findings.queries.chain import (
    answered_questions,
    findings_on_answers,
    used_questions,
)
from regiowerk.listen.findings.queries.readers import Reader
from regiowerk.listen.surveys.models import Participation, Release
from regiowerk.listen.surveys.queries.evaluation.results import releases_of, shown

type Used = Mapping[tuple[int, str], list[Finding]]


@dataclass(frozen=True, slots=True)
class Lived:
    """A question the organisation answered, and the findings that rest on it."""

    question: str
    findings: tuple[Link, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class OfWave:
    """What became of the answers to one wave."""

    label: str
    sentence: str
    lived: tuple[Lived, ...]


def of_organisation(
    process: Process, organisation: Organisation, reader: Reader
) -> dict[str, object]:
    """Every wave the organisation handed in to, with what lives on of its answers."""
    participations = (
        Participation.objects.filter(
            wave__survey__process=process, organisation=organisation, submissions__isnull=False
        )
        .select_related("wave__survey")
        .distinct()
        .order_by("wave__survey__key", "wave__number")
    )
    used = used_questions(process, reader)
    waves = [_wave(one, process, reader, used) for one in participations]
    number = len({link.address for one in waves for q in one.lived for link in q.findings})
    text = ngettext(
        "Your answers live on in one finding", "Your answers live on in %(number)d findings", number
    )
    return {
        "process": process,
        "organisation": organisation,
        "heading": text % {"number": number} if number else _("Nothing has come of it yet"),
        "waves": waves,
    }


def _wave(
    participation: Participation,
    process: Process,
    reader: Reader,
    used: Used,
) -> OfWave:
    wave = participation.wave
    wave.survey.process = process
    lived = (
        *_in_results(participation, process, reader, used),
        *(
            Lived(question, (link,), _("cited by itself"))
            for question, link in findings_on_answers(participation, process, reader)
        ),
    )
    text = ngettext(
        "One of your answers lives on.", "%(number)d of your answers live on.", len(lived)
    )
    return OfWave(
        label=f"{wave.survey.title}, {wave.label}",
        sentence=text % {"number": len(lived)}
        if lived
        else _("What you handed in is kept; no finding rests on it yet."),
        lived=lived,
    )


def _in_results(
    participation: Participation, process: Process, reader: Reader, used: Used
) -> Iterator[Lived]:
    """The questions this organisation answered that are in published results findings rest on."""
    release = releases_of(participation.wave, reader.audience).first()
    if release is None or not _is_member(release, participation):
        return
    answered = answered_questions(participation)
    for table in shown(release, reader.audience).results.tables:
        findings = used.get((participation.wave_id, table.key))
        if findings and table.key in answered:
            yield Lived(table.label, tuple(_link(one, process) for one in findings))


def _is_member(release: Release, participation: Participation) -> bool:
    return release.members.filter(submission__participation=participation).exists()


def _link(finding: Finding, process: Process) -> Link:
    return Link(finding.statement, reverse("findings:finding", args=[process.key, finding.key]))
