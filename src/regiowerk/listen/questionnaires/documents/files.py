"""Reads a questionnaire from any file authors bring: XLSForm or LimeSurvey."""

from __future__ import annotations

from collections.abc import Mapping

from regiowerk.listen.questionnaires.documents.limesurvey import read_lss, read_tsv
from regiowerk.listen.questionnaires.documents.xlsform import Reading, read_workbook
from regiowerk.listen.questionnaires.domain.linting import Finding, Level, ordered
from regiowerk.listen.questionnaires.models import Version

LIMESURVEY = {".lss": read_lss, ".txt": read_tsv, ".tsv": read_tsv}


def origin_of(file_name: str) -> Version.Origin:
    is_limesurvey = file_name.lower().endswith(tuple(LIMESURVEY))
    return Version.Origin.LIMESURVEY if is_limesurvey else Version.Origin.XLSFORM


def read_file(content: bytes, file_name: str, attachments: Mapping[str, bytes]) -> Reading:
    """The instrument in a file, read by the program its ending names."""
    for ending, read in LIMESURVEY.items():
        if file_name.lower().endswith(ending):
            reading = read(content, file_name)
            told = tuple(
                Finding(Level(one.level), one.kind, one.sheet, one.row, one.column, one.values)
                for one in reading.findings
            )
            return Reading(reading.instrument, ordered(told))
    return read_workbook(content, file_name, attachments)
