"""The tables of published results, the evidence findings rest on, and the slides that show both.

What was published lies in files of its own beside the rows: the tables, the register of what was told
of whose answers, and the snapshot they were counted from.
"""

from __future__ import annotations

from regiowerk.tell.exchange.domain.columns import Column, Table
from regiowerk.tell.exchange.domain.declaring import (
    MOMENT,
    SOURCE_URL,
    choice,
    day,
    position,
    text,
    to,
)
from regiowerk.tell.exchange.domain.values import Integer, Sha256, Text

_NUMBER = Integer(1, 32_767)

RELEASES = Table(
    "releases",
    "Veröffentlichungen von Ergebnissen",
    (
        to("survey", "surveys", "Befragung", is_required=True),
        Column("wave", "Nummer der Welle", _NUMBER, is_required=True),
        Column("number", "Nummer", _NUMBER, is_required=True),
        choice("state", "Stand", "released"),
        choice("audience", "für wen", "office", "region", "public"),
        text("note", "Bemerkung (Markdown)"),
        text("left_out", "Fragen, die wie zuvor bleiben"),
        text("crossings", "Frage und Frage, nach deren Antworten sie aufgeteilt ist, je Zeile"),
        Column("content_hash", "Prüfsumme der Tabellen (SHA-256)", Sha256(), is_required=True),
        Column("asked_at", "vorbereitet am", MOMENT, is_required=True),
        text("asked_by", "vorbereitet von (Organisation)", 200, is_required=True),
        Column("released_at", "veröffentlicht am", MOMENT, is_required=True),
        text("released_by", "veröffentlicht von (Organisation)", 200, is_required=True),
    ),
    key=("survey", "wave", "number"),
)

RELEASE_MEMBERS = Table(
    "release_members",
    "Abgaben in den Veröffentlichungen",
    (
        to("survey", "surveys", "Befragung", is_required=True),
        Column("wave", "Nummer der Welle", _NUMBER, is_required=True),
        Column("release", "Nummer der Veröffentlichung", _NUMBER, is_required=True),
        to("organisation", "organisations", "Organisation", is_required=True),
        Column("submission", "Nummer der Abgabe", _NUMBER, is_required=True),
        Column(
            "content_hash", "Prüfsumme der Abgabe, wie sie damals war", Sha256(), is_required=True
        ),
    ),
    key=("survey", "wave", "release", "organisation"),
)

CITATIONS = Table(
    "citations",
    "Belege",
    (
        to("finding", "findings", "Erkenntnis", is_required=True),
        position(),
        choice(
            "kind", "Art", "document", "table", "chart", "answer"
        ),  # quotations stay, words travel
        Column("source", "Quelle", Text(300), is_required=True),
        text("place", "Stelle", 300),
        text("words", "Wortlaut"),
        day("source_on", "Datum der Quelle"),
        SOURCE_URL,
        to("result_survey", "surveys", "Ergebnis: Befragung"),
        Column("result_wave", "Ergebnis: Nummer der Welle", _NUMBER),
        Column("result_release", "Ergebnis: Nummer der Veröffentlichung", _NUMBER),
        to("answer_survey", "surveys", "Antwort: Befragung"),
        Column("answer_wave", "Antwort: Nummer der Welle", _NUMBER),
        to("answer_organisation", "organisations", "Antwort: Organisation"),
        Column("answer_submission", "Antwort: Nummer der Abgabe", _NUMBER),
        text("question", "Frage", 300),
        text("rows", "Eintrag der Frage", 200),
        text("answer", "Antwortmöglichkeit", 120),
        text("breakdown", "Aufteilung", 310),
        text("group", "Gruppe", 2000),
        text("base", "Grundgesamtheit, wie sie gezeigt wurde", 120),
        Column("version", "Fassung des Fragebogens", _NUMBER),
        text("figures", "zitierte Tabelle (JSON)"),
        Column("source_hash", "Prüfsumme des Zitierten (SHA-256)", Sha256()),
        choice("audience", "wer es lesen darf", "public", "region", "office"),
        Column("cited_at", "zitiert am", MOMENT, is_required=True),
        text("cited_by", "zitiert von (Organisation)", 200, is_required=True),
        text("came_from", "zuerst belegt: Erkenntnis", 300),
    ),
    key=("finding", "position"),
)

INSIGHT_SLIDES = Table(
    "insight_slides",
    "Folien der Zwischenergebnisse",
    (
        position(),
        to("finding", "findings", "Erkenntnis (oder eine Frage aus Ergebnissen)"),
        to("result_survey", "surveys", "Ergebnis: Befragung"),
        Column("result_wave", "Ergebnis: Nummer der Welle", _NUMBER),
        Column("result_release", "Ergebnis: Nummer der Veröffentlichung", _NUMBER),
        text("question", "Ergebnis: Frage", 300),
        text("headline", "Überschrift (leer: was die Zahlen sagen)", 160),
        text("note", "Notiz für den Vortrag"),
        Column("chosen_at", "ausgewählt am", MOMENT, is_required=True),
        text("chosen_by", "ausgewählt von (Organisation)", 200, is_required=True),
    ),
    key=("position",),
)
