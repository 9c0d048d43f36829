"""The codebook of a version on its own, before there is any data set."""

from __future__ import annotations

from django.utils.translation import gettext as _

from regiowerk.listen.questionnaires.documents.ddi import DataFile, Key, Says, Study, write_ddi
from regiowerk.listen.questionnaires.domain.columns import tables_of
from regiowerk.listen.questionnaires.domain.instrument import Visibility
from regiowerk.listen.questionnaires.models import Version
from regiowerk.listen.questionnaires.queries import instrument_of


def codebook(version: Version, language: str) -> bytes:
    """Its variables in DDI Codebook 2.5."""
    questionnaire = version.questionnaire
    process = questionnaire.process
    instrument = instrument_of(version)
    study = Study(
        identifier=f"{process.key}-{questionnaire.key}-{version.number}",
        title=questionnaire.title,
        office=version.begun_by,
        language=language,
        universe=_("All organisations taking part"),
        geography=process.region.name,
        version=str(version.number),
    )
    files = [
        DataFile(table.path, f"{table.path.rpartition('/')[2] or questionnaire.key}.csv", 0)
        for table in tables_of(instrument, language)
    ]
    keys = (Key("organisation__key", _("Organisation")),)
    return write_ddi(instrument, study, files, keys=keys, says=says())


def says() -> Says:
    """The words of a codebook in the language of the reader."""
    return Says(
        visibility={
            Visibility.PUBLIC: _("everybody"),
            Visibility.REGION: _("the organisations of the region"),
            Visibility.OFFICE: _("the project office"),
            Visibility.AGGREGATE: _("in totals only"),
            Visibility.PERSONAL: _("the person concerned"),
        },
        chosen=_("chosen"),
        not_chosen=_("not chosen"),
        row=_("Row"),
    )
