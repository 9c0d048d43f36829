"""From a survey of LimeSurvey to an instrument."""

from __future__ import annotations

import re
import unicodedata

from regiowerk.listen.questionnaires.documents.limesurvey.found import Found
from regiowerk.listen.questionnaires.documents.limesurvey.items import Items
from regiowerk.listen.questionnaires.documents.limesurvey.names import Names, names_of
from regiowerk.listen.questionnaires.documents.limesurvey.rules import Rules
from regiowerk.listen.questionnaires.documents.limesurvey.survey import (
    NOWHERE,
    Asked,
    Block,
    Place,
    Survey,
)
from regiowerk.listen.questionnaires.documents.limesurvey.tidying import with_own_codes
from regiowerk.listen.questionnaires.documents.limesurvey.words import Texts
from regiowerk.listen.questionnaires.domain.instrument import (
    Group,
    Instrument,
    Item,
    Kind,
    Question,
)

LONGEST_KEY = 60


def instrument_from(survey: Survey, file_name: str, found: Found) -> Instrument:
    """The instrument of a survey; what could not be taken over is told in the findings."""
    survey = with_own_codes(survey, found)
    names = names_of(survey)
    texts = Texts(survey.languages, names.variables, found)
    items = Items(names, texts, found)
    sections = [
        _section(block, _heading_rules(block, names, found), name, items, texts)
        for block, name in zip(survey.blocks, names.sections, strict=True)
    ]
    _tell(survey, names, found)
    title = texts.plain(survey.title, NOWHERE, "surveyls_title", "")
    return Instrument(
        key=key_of(file_name),
        title=title or {survey.languages[0]: file_name},
        items=tuple(_welcomed(sections, survey, names, texts)),
        choice_lists=items.choice_lists,
        languages=survey.languages,
        default_language=survey.languages[0],
        kept=survey.kept,
    )


def key_of(file_name: str) -> str:
    """A key from the name of a file: "Umfrage 2026.lss" becomes "umfrage-2026"."""
    stem = file_name.rpartition(".")[0] or file_name
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_KEY].strip("-") or "survey"


def _heading_rules(block: Block, names: Names, found: Found) -> Rules:
    title = next(iter(block.title.values()), block.id)
    return Rules(Asked(block.id, title, "", {}, place=block.place), names, found)


def _section(block: Block, rules: Rules, name: str, items: Items, texts: Texts) -> Group:
    inside: list[Item] = []
    for asked in block.questions:
        inside += items.of(asked)
    said = rules.asked.code
    return Group(
        name=name,
        items=tuple(inside),
        label=texts.plain(block.title, block.place, "group_name", said),
        hint=texts.plain(block.description, block.place, "description", said),
        relevant=rules.relevant(block.relevance),
        disabled=rules.disabled,
    )


def _welcomed(
    sections: list[Group], survey: Survey, names: Names, texts: Texts
) -> list[Group | Question]:
    """The words of welcome come before the first section."""
    welcome = texts.plain(survey.welcome, NOWHERE, "surveyls_welcometext", "")
    if not welcome:
        return list(sections)
    return [Question(names.welcome, Kind.NOTE, welcome), *sections]


def _tell(survey: Survey, names: Names, found: Found) -> None:
    for part, number in sorted(survey.kept_parts.items()):
        found.note(f"{part}-kept", NOWHERE, number=str(number))
    for table, number in survey.lost.items():
        found.warn("rows-without-parent", Place(table), table=table, number=str(number))
    for kind, counted in (("parts-not-used", survey.unread), ("looks-kept", found.kept_settings)):
        if counted:
            named = ", ".join(f"{name} ({number})" for name, number in sorted(counted.items()))
            found.note(kind, NOWHERE, names=named)
    if survey.settings:
        found.note("survey-settings-not-used", NOWHERE, names=", ".join(survey.settings))
    for old, new in names.changed.items():
        found.note("name-changed", NOWHERE, old=old, new=new)
