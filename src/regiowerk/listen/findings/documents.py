from __future__ import annotations

from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from regiowerk.ground.documents.sheets import Cell, Sheet, write_xlsx
from regiowerk.ground.process.models import Process
from regiowerk.listen.findings.models import Finding
from regiowerk.listen.findings.queries import findings_of
from regiowerk.listen.findings.queries.readers import Reader


def findings_table(process: Process, reader: Reader, *, on: date) -> bytes:
    """All findings as a workbook: one row per source, so that nothing has to be counted twice."""
    header = (
        _("Key"),
        _("Kind"),
        _("Finding"),
        _("Explanation"),
        _("Area"),
        _("Source"),
        _("Place in the source"),
        _("Words"),
        _("Date of the source"),
        _("Recorded on"),
        _("Recorded by"),
    )
    rows = [row for finding in findings_of(process, reader) for row in _rows(finding)]
    note = _("%(process)s, state of %(day)s") % {"process": process.name, "day": date_format(on)}
    if process.is_example:
        note = f"{note} – {_('example data')}"
    return write_xlsx([Sheet(_("Findings"), header, rows, note=note)], on=on)


def _rows(finding: Finding) -> list[tuple[Cell, ...]]:
    area = finding.area.name if finding.area else ""
    kind = str(Finding.Kind(finding.kind).label)
    return [
        (
            finding.key,
            kind,
            finding.statement,
            finding.explanation,
            area,
            citation.source,
            citation.place,
            citation.words,
            citation.source_on,
            timezone.localdate(finding.recorded_at),
            finding.recorded_by,
        )
        for citation in finding.citations.all()
    ]
