"""What the pages of results show of a table."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from django.utils.formats import date_format
from django.utils.translation import gettext as _, ngettext_lazy

from regiowerk.ground.ui.drawings.scene import Scene
from regiowerk.listen.surveys.documents.results.groups import matrix_chart
from regiowerk.listen.surveys.domain.evaluation.shapes import Form
from regiowerk.listen.surveys.domain.evaluation.tables import Results, ResultTable, Veiled
from regiowerk.listen.surveys.models import Wave
from regiowerk.listen.surveys.queries.evaluation.results import Shown
from regiowerk.listen.surveys.queries.evaluation.words import base_text, headline, number_text
from regiowerk.listen.surveys.queries.exports.classes import Audience
from regiowerk.listen.surveys.views.office.wave_pages import of_wave


@dataclass(frozen=True, slots=True)
class Line:
    """One question on an overview: what it says and the way to it."""

    table: ResultTable
    headline: str
    base: str
    address: str


@dataclass(frozen=True, slots=True)
class Part:
    """A matrix or several single questions, as the overview shows them together."""

    lines: tuple[Line, ...]
    chart: Scene | None = None  # of a matrix


@dataclass(frozen=True, slots=True)
class Chapter:
    """A section of the questionnaire in the report."""

    name: str
    label: str
    parts: tuple[Part, ...]
    open_answers: tuple[Line, ...]


def chapters_of(found: Shown) -> list[Chapter]:
    """The report: what every section says, in the author's order."""
    chapters = [_chapter(found, *section) for section in found.sections]
    return [one for one in chapters if one.parts or one.open_answers]


def untold_in(found: Shown) -> list[Line]:
    """Questions of which nothing can be said."""
    return [line_of(found, one) for one in found.results.tables if not is_saying(one)]


def is_saying(table: ResultTable) -> bool:
    """Whether a table tells at least one figure that is not nothing."""
    if table.form == Form.NUMBER:
        return table.numbers is not None
    if table.form == Form.TEXT:
        return bool(table.n)
    return any(not isinstance(one, Veiled) and one for one in table.counts) or bool(table.places)


def line_of(found: Shown, table: ResultTable) -> Line:
    """A question in one line."""
    return Line(table, headline(table), base_text(table), question_address(found, table))


def question_address(found: Shown, table: ResultTable, page: str = "result") -> str:
    """Where a question stands for good: a release never changes."""
    return of_wave(page, found.release.wave, found.release.number, table.key)


def source_of(results: Results) -> str:
    """Where figures come from."""
    words = {
        "survey": results.survey,
        "wave": results.wave_label,
        "number": results.release,
        "handed_in": results.handed_in,
        "invited": results.invited,
    }
    return (
        _("%(survey)s, %(wave)s, release %(number)d: %(handed_in)d of %(invited)d organisations")
        % words
    )


def missing_in(results: Results, table: ResultTable) -> list[str]:
    """Who is not in a figure, and why; sentences."""
    asked = results.handed_in if table.asked is None else table.asked
    reasons = (
        (
            results.invited - results.handed_in,
            ngettext_lazy(
                "%(number)d organisation has not handed in.",
                "%(number)d organisations have not handed in.",
                "number",
            ),
        ),
        (
            results.handed_in - asked,
            ngettext_lazy(
                "%(number)d was not asked, because of its other answers.",
                "%(number)d were not asked, because of their other answers.",
                "number",
            ),
        ),
        (
            table.skipped or 0,
            ngettext_lazy(
                "%(number)d was asked and left it open.",
                "%(number)d were asked and left it open.",
                "number",
            ),
        ),
    )
    return [str(words % {"number": number}) for number, words in reasons if number]


def numbers_in(table: ResultTable) -> list[tuple[str, str]]:
    """A distribution in words; means unweighted and weighted beside each other."""
    numbers = table.numbers
    if numbers is None:
        return []
    told = (
        (_("Median"), numbers.median),
        (_("Lower quartile"), numbers.lower),
        (_("Upper quartile"), numbers.upper),
        (_("Mean"), numbers.mean),
        (_("Mean weighted by inhabitants"), table.weighted_mean),
        (_("Standard deviation"), numbers.deviation),
        (_("Smallest"), numbers.smallest),
        (_("Largest"), numbers.largest),
    )
    return [(label, number_text(value)) for label, value in told if value is not None]


def context_of(found: Shown) -> dict[str, object]:
    """What every page of a release says."""
    release, moment = found.release, found.release.released_at
    return {
        **about(release.wave, found.audience),
        "release": release,
        "results": found.results,
        "source": source_of(found.results),
        "released_on": date_format(moment, "DATE_FORMAT") if moment else "",
        "release_address": of_wave("release", release.wave, release.number),
        "files_address": of_wave("release_file", release.wave, release.number),
        "data_address": of_wave("release_data", release.wave, release.number),
    }


def about(wave: Wave, audience: Audience) -> dict[str, object]:
    """What every page of results says of its wave."""
    return {
        "wave": wave,
        "survey": wave.survey,
        "process": wave.survey.process,
        "is_office": audience is Audience.OFFICE,
        "wave_address": of_wave("wave", wave),
    }


def _chapter(found: Shown, name: str, label: str, tables: list[ResultTable]) -> Chapter:
    told = [one for one in tables if is_saying(one)]
    counted = [one for one in told if one.form != Form.TEXT or one.counts]
    parts = [
        _part(found, group, list(rows)) for group, rows in groupby(counted, lambda one: one.group)
    ]
    texts = tuple(line_of(found, one) for one in told if one not in counted)
    return Chapter(name, label, tuple(parts), texts)


def _part(found: Shown, group: str, tables: list[ResultTable]) -> Part:
    """Single questions in a list; a matrix as one drawing."""
    lines = tuple(line_of(found, one) for one in tables)
    if not group:
        return Part(lines)
    return Part(lines, matrix_chart(tables, "", lambda table: question_address(found, table)))
