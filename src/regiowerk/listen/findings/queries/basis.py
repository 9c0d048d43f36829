"""Whether what was cited still stands: frozen hashes beside those of the sources of today.

Nothing of this is stored.  Of a released table the newest release of its wave counts that the reader
may see, of an answer the last submission of the organisation.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from regiowerk.listen.findings.domain.evidence import Cell, hash_of_cell
from regiowerk.listen.findings.models import Citation
from regiowerk.listen.findings.queries.citing import answer_in, sentence_of
from regiowerk.listen.findings.queries.readers import Reader, circles_of
from regiowerk.listen.surveys.models import Quotation, Release, Submission
from regiowerk.listen.surveys.queries.evaluation.results import shown


@dataclass(frozen=True, slots=True)
class Basis:
    """What the source of a citation says today, where it is something else."""

    sentence: str
    release: Release | None = None


def cell_of_citation(citation: Citation) -> Cell:
    return Cell(citation.answer, citation.breakdown, citation.group)


def changed_basis(citations: Iterable[Citation], reader: Reader) -> Mapping[int, Basis]:
    """The citations whose source says something else today, by their id; three queries at most."""
    frozen = [one for one in citations if one.is_frozen]
    of_tables = [one for one in frozen if one.release_id is not None]
    of_answers = [one for one in frozen if one.submission_id is not None]
    return {**_tables(of_tables, reader), **_answers(of_answers), **_quotations(frozen)}


def _tables(citations: list[Citation], reader: Reader) -> dict[int, Basis]:
    waves = {one.release.wave_id for one in citations if one.release}
    releases = _releases(waves, reader) if waves else {}
    found = {}
    for one in citations:
        release = _newest_with(one, releases)
        if release is None or release.pk == one.release_id:
            continue
        table = shown(release, reader.audience).results.table(one.question)
        cell = cell_of_citation(one)
        if table is not None and hash_of_cell(table, cell) == one.source_hash:
            continue
        said = sentence_of(table, cell) if table else ""
        words = {"number": release.number, "said": said}
        told = _("Release %(number)d says: %(said)s") % words
        silent = _("Release %(number)d does not tell this any more.") % words
        found[one.pk] = Basis(told if said else silent, release)
    return found


def _newest_with(citation: Citation, releases: Mapping[int, list[Release]]) -> Release | None:
    """The newest release of its wave that does not leave the question as it was before."""
    later = releases.get(citation.release.wave_id, []) if citation.release else []
    with_it = (one for one in later if citation.question not in one.questions_left_out)
    return next(with_it, None)


def _releases(waves: set[int], reader: Reader) -> dict[int, list[Release]]:
    """What was published of each wave to a reader, the newest first."""
    rows = Release.objects.filter(
        state=Release.State.RELEASED, audience__in=circles_of(reader), wave__in=waves
    )
    found: dict[int, list[Release]] = {}
    for one in rows.defer("register", "snapshot").order_by("-number"):
        found.setdefault(one.wave_id, []).append(one)
    return found


def _answers(citations: list[Citation]) -> dict[int, Basis]:
    participations = {one.submission.participation_id for one in citations if one.submission}
    last = _last_submissions(participations)
    found = {}
    for one in citations:
        submission = last.get(one.submission.participation_id) if one.submission else None
        answer = answer_in(submission, one.question, one.rows) if submission else None
        if answer is None:
            found[one.pk] = Basis(_("The organisation does not say this any more."))
        elif answer.source_hash != one.source_hash:
            found[one.pk] = Basis(_("The organisation says now: %(said)s") % {"said": answer.words})
    return found


def _quotations(citations: Iterable[Citation]) -> dict[int, Basis]:
    """Quotations the organisation has taken back since, or agreed to in other words."""
    found = {}
    for one in citations:
        quotation = one.quotation
        if quotation is None or quotation.content_hash == one.source_hash:
            continue
        said = _("The organisation agreed to this instead: %(said)s") % {"said": quotation.text}
        is_agreed = quotation.state == Quotation.State.APPROVED
        back = _("The organisation does not agree to this any more. Nobody but you sees it.")
        found[one.pk] = Basis(said if is_agreed else back)
    return found


def _last_submissions(participations: set[int]) -> dict[int, Submission]:
    if not participations:
        return {}
    later = Submission.objects.filter(
        participation=OuterRef("participation"), number__gt=OuterRef("number")
    )
    rows = Submission.objects.filter(~Exists(later), participation__in=participations)
    found = rows.select_related(
        "version", "participation__organisation", "participation__wave__survey"
    )
    return {one.participation_id: one for one in found}
