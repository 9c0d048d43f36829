"""The tables of the codebook, of what was coded with it, and of quotations.

Who coded stays behind: people travel as numbers, so that their agreement can be worked out again.
"""

from __future__ import annotations

from regiowerk.tell.exchange.domain.columns import Column, Table
from regiowerk.tell.exchange.domain.declaring import (
    MOMENT,
    choice,
    key,
    position,
    text,
    to,
    truth,
)
from regiowerk.tell.exchange.domain.values import Integer, Sha256

_NUMBER = Integer(1, 32_767)
_PLACE = Integer(0, 2_000_000_000)


def _moment(name: str, title: str, *, is_required: bool = True) -> Column:
    return Column(name, title, MOMENT, is_required=is_required)


_OF_A_PASSAGE = (
    to("survey", "surveys", "Befragung", is_required=True),
    Column("wave", "Nummer der Welle", _NUMBER, is_required=True),
    to("organisation", "organisations", "Organisation", is_required=True),
    Column("submission", "Nummer der Abgabe", _NUMBER, is_required=True),
)
_PASSAGE = (
    text("path", "Frage", 300, is_required=True),
    text("rows", "Eintrag der Frage", 200),
    Column("start", "erstes Zeichen (ab 0)", _PLACE, is_required=True),
    Column("end", "Zeichen dahinter", _PLACE, is_required=True),
    text("words", "Wortlaut der Stelle", is_required=True),
)

CODES = Table(
    "codes",
    "Codesystem",
    (
        key(),
        to("parent", "codes", "steht unter"),
        text("name", "Name", 120, is_required=True),
        text("definition", "Definition"),
        text("anchor", "Ankerbeispiel"),
        text("inclusion", "gehört dazu"),
        text("exclusion", "gehört nicht dazu"),
        position(),
        truth("is_assignable", "zuordenbar"),
        choice("tone", "Farbe", "blue", "green", "amber", "red", "violet", "grey"),
        to("merged_into", "codes", "zählt als"),
        _moment("merged_at", "zusammengeführt am", is_required=False),
        text("merged_by", "zusammengeführt von (Organisation)", 200),
    ),
    key=("key",),
)

CODEBOOK_VERSIONS = Table(
    "codebook_versions",
    "Fassungen des Codesystems",
    (
        Column("number", "Nummer", _NUMBER, is_required=True),
        text("note", "Anmerkung", 200),
        text("content", "Codes (JSON)", is_required=True),
        Column("content_hash", "Prüfsumme der Fassung (SHA-256)", Sha256(), is_required=True),
        _moment("frozen_at", "festgehalten am"),
        text("frozen_by", "festgehalten von (Organisation)", 200, is_required=True),
    ),
    key=("number",),
)

CODINGS = Table(
    "codings",
    "Codierungen der offenen Antworten",
    (
        *_OF_A_PASSAGE,
        *_PASSAGE,
        to("code", "codes", "Code", is_required=True),
        Column("coder", "codierende Person (Nummer)", _NUMBER, is_required=True),
        _moment("coded_at", "codiert am"),
        text("coded_by", "codiert von (Organisation)", 200, is_required=True),
    ),
    key=(
        *(column.name for column in _OF_A_PASSAGE),
        "path",
        "rows",
        "start",
        "end",
        "code",
        "coder",
    ),
)

QUOTATIONS = Table(
    "quotations",
    "Zitate aus Antworten",
    (
        *_OF_A_PASSAGE,
        Column("number", "Nummer", _NUMBER, is_required=True),
        *_PASSAGE,
        text("text", "wie es verwendet werden darf", is_required=True),
        choice("visibility", "wer es lesen darf", "public", "region"),
        truth("is_named", "mit Namen der Organisation"),
        text("purpose", "wofür"),
        choice("state", "Stand", "proposed", "approved", "declined"),
        text("reason", "was die Organisation dazu sagt"),
        _moment("proposed_at", "angefragt am"),
        text("proposed_by", "angefragt von (Organisation)", 200, is_required=True),
        _moment("decided_at", "entschieden am", is_required=False),
        text("decided_by", "entschieden von (Organisation)", 200),
    ),
    key=(*(column.name for column in _OF_A_PASSAGE), "number"),
)
