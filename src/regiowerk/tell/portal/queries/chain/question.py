"""Where the figures of a question come from, and what became of them."""

from __future__ import annotations

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _, ngettext

from regiowerk.ground.process.domain.chain import Link
from regiowerk.listen.findings.queries.chain import findings_on_question
from regiowerk.listen.findings.queries.readers import Reader
from regiowerk.listen.surveys.domain.evaluation.tables import ResultTable
from regiowerk.listen.surveys.queries.evaluation.results import Shown
from regiowerk.listen.surveys.queries.evaluation.words import base_text, headline


def of_question(shown: Shown, table: ResultTable, reader: Reader) -> dict[str, object]:
    """The page of a question: how many answers are behind it, and the findings that rest on it."""
    wave = shown.release.wave
    process = wave.survey.process
    became = findings_on_question(process, wave.pk, table.key, reader)
    return {
        "process": process,
        "heading": headline(table),
        "lead": table.label,
        "sentence": _became(len(became)),
        "why": [_release(shown, table)],
        "became": became,
        "nothing": _("No finding rests on this question so far."),
    }


def _became(number: int) -> str:
    if not number:
        return _("Nobody has drawn anything from it yet.")
    text = ngettext("One finding rests on it.", "%(number)d findings rest on it.", number)
    return text % {"number": number}


def _release(shown: Shown, table: ResultTable) -> Link:
    release, wave, results = shown.release, shown.release.wave, shown.results
    words = {
        "handed_in": results.handed_in,
        "invited": results.invited,
        "survey": results.survey,
        "wave": results.wave_label,
        "day": date_format(release.released_at) if release.released_at else "",
    }
    place = [wave.survey.process.key, wave.survey.key, wave.number, release.number, table.key]
    return Link(
        _(
            "%(handed_in)d of %(invited)d organisations handed in their answers to %(survey)s, "
            "%(wave)s; the results were published on %(day)s."
        )
        % words,
        reverse("surveys:result", args=place),
        note=base_text(table),
    )
