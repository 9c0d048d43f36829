"""The two files of LimeSurvey that are read: the .lss dump and the table with tabs."""

from __future__ import annotations

from collections.abc import Callable

from regiowerk.listen.questionnaires.documents.limesurvey import lss, tsv
from regiowerk.listen.questionnaires.documents.limesurvey.building import instrument_from
from regiowerk.listen.questionnaires.documents.limesurvey.faults import UnreadableFileError
from regiowerk.listen.questionnaires.documents.limesurvey.found import Found
from regiowerk.listen.questionnaires.documents.limesurvey.survey import Place, Survey
from regiowerk.listen.questionnaires.documents.xlsform.reading import Reading


def read_lss(content: bytes, file_name: str) -> Reading:
    """The instrument of a survey that LimeSurvey exported as .lss."""
    return _read(lss.read_survey, content, file_name)


def read_tsv(content: bytes, file_name: str) -> Reading:
    """The instrument of a survey written as LimeSurvey's table with tabs (.txt)."""
    return _read(tsv.read_survey, content, file_name)


def _read(read: Callable[[bytes], Survey], content: bytes, file_name: str) -> Reading:
    found = Found()
    try:
        survey = read(content)
    except UnreadableFileError as refusal:
        found.error(refusal.kind, Place("", refusal.row), **refusal.values)
        return Reading(None, found.all())
    instrument = instrument_from(survey, file_name, found)
    return Reading(instrument, found.all())
