"""The tables of what is asked and what was answered.

Definitions and submissions are files of their own, named by the rows (`documents.py`).  Drafts,
revisions, links, mails and remarks are in no table: they never leave.
"""

from __future__ import annotations

from regiowerk.tell.exchange.domain.columns import Column, Table
from regiowerk.tell.exchange.domain.declaring import MOMENT, choice, day, key, text, to, truth
from regiowerk.tell.exchange.domain.values import Integer, Sha256, Text

_NUMBER = Integer(1, 32_767)


def _number(name: str, title: str) -> Column:
    return Column(name, title, _NUMBER, is_required=True)


def _hash(title: str) -> Column:
    return Column("content_hash", title, Sha256(), is_required=True)


def _moment(name: str, title: str, *, is_required: bool = False) -> Column:
    return Column(name, title, MOMENT, is_required=is_required)


_BEGUN = (
    _moment("begun_at", "angelegt am", is_required=True),
    text("begun_by", "angelegt von (Organisation)", 200, is_required=True),
)
_OF_A_PARTICIPATION = (
    to("survey", "surveys", "Befragung", is_required=True),
    _number("wave", "Nummer der Welle"),
    to("organisation", "organisations", "Organisation", is_required=True),
)

QUESTIONNAIRES = Table(
    "questionnaires",
    "Fragebögen",
    (
        key(),
        text("title", "Titel", 200, is_required=True),
        choice("purpose", "Wofür", "survey", "interview", "inventory"),
        *_BEGUN,
    ),
    key=("key",),
)

VERSIONS = Table(
    "questionnaire_versions",
    "Fassungen der Fragebögen",
    (
        to("questionnaire", "questionnaires", "Fragebogen", is_required=True),
        _number("number", "Nummer"),
        choice("state", "Stand", "published", "retired"),
        choice("origin", "Herkunft", "xlsform", "limesurvey", "editor"),
        _hash("Prüfsumme der Fassung (SHA-256)"),
        text("file_name", "Datei des Autors", 200),
        *_BEGUN,
        _moment("published_at", "veröffentlicht am", is_required=True),
        text("published_by", "veröffentlicht von (Organisation)", 200, is_required=True),
    ),
    key=("questionnaire", "number"),
)

SURVEYS = Table(
    "surveys",
    "Befragungen",
    (
        key(),
        text("title", "Titel", 200, is_required=True),
        text("purpose", "Wozu (Markdown)"),
        to("questionnaire", "questionnaires", "Fragebogen", is_required=True),
        *_BEGUN,
    ),
    key=("key",),
)

WAVES = Table(
    "waves",
    "Wellen der Befragungen",
    (
        to("survey", "surveys", "Befragung", is_required=True),
        _number("number", "Nummer"),
        text("label", "Name", 120, is_required=True),
        _number("version", "Fassung des Fragebogens"),
        choice("state", "Stand", "planned", "open", "closed"),
        day("opens_on", "erster Tag", is_required=True),
        day("closes_on", "letzter Tag", is_required=True),
        Column("min_cell", "kleinste gezeigte Zahl", Integer(3, 1000), is_required=True),
        truth("is_reminding", "erinnert von selbst"),
        _moment("opened_at", "eröffnet am"),
        text("opened_by", "eröffnet von (Organisation)", 200),
        _moment("closed_at", "abgeschlossen am"),
        text("closed_by", "abgeschlossen von (Organisation)", 200),
    ),
    key=("survey", "number"),
)

PARTICIPATIONS = Table(
    "participations",
    "Teilnahmen",
    (
        *_OF_A_PARTICIPATION,
        _number("version", "Fassung des Fragebogens"),
        # Whatever lies between stays: without drafts and links there is nothing to go on with.
        choice("state", "Stand", "planned", "submitted", "accepted", "declined"),
        day("due_on", "verlängert bis"),
        Column("language", "Sprache", Text(10), is_required=True),
        truth("is_by_office", "vom Projektbüro eingegeben"),
        _moment("handed_in_at", "abgegeben am"),
        _moment("declined_at", "abgesagt am"),
        text("decline_reason", "Grund der Absage"),
    ),
    key=("survey", "wave", "organisation"),
)

SUBMISSIONS = Table(
    "submissions",
    "Abgaben",
    (
        *_OF_A_PARTICIPATION,
        _number("number", "Nummer"),
        _number("version", "Fassung des Fragebogens"),
        _hash("Prüfsumme der Abgabe (SHA-256)"),
        _moment("handed_in_at", "abgegeben am", is_required=True),
    ),
    key=("survey", "wave", "organisation", "number"),
)

SIGN_OFFS = Table(
    "sign_offs",
    "Freigaben",
    (
        *_OF_A_PARTICIPATION,
        _number("submission", "Nummer der Abgabe"),
        choice("step", "Stufe", "department", "head"),
        text("scope", "Abschnitte, einer je Zeile", is_required=True),
        _hash("Prüfsumme dessen, was gezeichnet wurde (SHA-256)"),
        text("function", "Funktion (keine Person)", 200, is_required=True),
        truth("is_deputy", "in Vertretung"),
        text("statement", "Erklärung", is_required=True),
        choice("method", "Weg", "sign_in", "link_and_code", "paper"),
        _moment("signed_at", "gezeichnet am", is_required=True),
    ),
    key=("survey", "wave", "organisation", "submission", "step", "signed_at"),
)
