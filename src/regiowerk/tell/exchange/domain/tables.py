"""The tables of a package, version 1 of the format.

First what a process shares with others - network, organisations, region, programme -, then what is its
own.  Titles are German: they are part of the files, and the files are.
"""

from __future__ import annotations

from collections.abc import Mapping

from regiowerk.tell.exchange.domain.columns import Column, Table
from regiowerk.tell.exchange.domain.values import (
    Choice,
    Colour,
    Day,
    Digits,
    Integer,
    Key,
    Moment,
    Number,
    Text,
    Truth,
    Web,
)

VERSION = 1
DESCRIPTOR = "datapackage.json"
README = "README.md"
BORDERS = "borders.geojson"

_KEY = Key()
_DAY = Day()
_MOMENT = Moment()
_TRUTH = Truth()
_POSITION = Integer(0, 32_767)
_LONG = Text()
_SOURCE = Column("source", "Quelle", Text(300))
_SOURCE_URL = Column("source_url", "Adresse der Quelle", Web(300))
_APPROXIMATE = Column("is_approximate", "nur ungefähr bekannt", _TRUTH, is_required=True)


def _key(title: str = "Schlüssel") -> Column:
    return Column("key", title, _KEY, is_required=True)


def _name(longest: int = 200) -> Column:
    return Column("name", "Name", Text(longest), is_required=True)


def _text(name: str, title: str, longest: int = 0, *, is_required: bool = False) -> Column:
    return Column(name, title, Text(longest) if longest else _LONG, is_required=is_required)


def _day(name: str, title: str, *, is_required: bool = False) -> Column:
    return Column(name, title, _DAY, is_required=is_required)


def _to(name: str, table: str, title: str, *, is_required: bool = False) -> Column:
    return Column(name, title, _KEY, is_required=is_required, refers_to=table)


def _position(name: str = "position", title: str = "Reihenfolge") -> Column:
    return Column(name, title, _POSITION, is_required=True)


def _choice(name: str, title: str, *known: str, is_required: bool = True) -> Column:
    return Column(name, title, Choice(known), is_required=is_required)


def _truth(name: str, title: str) -> Column:
    return Column(name, title, _TRUTH, is_required=True)


NETWORK = Table(
    "network",
    "Netzwerke",
    (
        _key(),
        _name(),
        _text("founded", "gegründet", 80),
        _text("description", "Beschreibung (Markdown)"),
        _SOURCE,
        _SOURCE_URL,
    ),
    key=("key",),
)

ORGANISATIONS = Table(
    "organisations",
    "Organisationen",
    (
        _key("Schlüssel, zum Beispiel ags-05774032"),
        _name(),
        _text("designation", "Bezeichnung, zum Beispiel Stadt", 80),
        _choice(
            "kind",
            "Art",
            "municipality",
            "district",
            "it_provider",
            "chamber",
            "university",
            "federal_body",
            "research",
            "association",
            "other",
        ),
        Column("ags", "Amtlicher Gemeindeschlüssel", Digits(8)),
        Column("ars", "Amtlicher Regionalschlüssel", Digits(12)),
        _to("district", "organisations", "Kreis"),
        Column("latitude", "Breite (WGS 84)", Number(5, -90, 90)),
        Column("longitude", "Länge (WGS 84)", Number(5, -180, 180)),
        _choice("central_place", "zentralörtliche Stufe", "upper", "middle", "basic", "unknown"),
        _truth("is_central_place_confirmed", "Stufe belegt"),
        Column("website", "Website", Web(300)),
        _SOURCE,
    ),
    key=("key",),
    unique=(("ags",),),
    is_required=True,
)

NETWORK_MEMBERS = Table(
    "network_members",
    "Mitglieder der Netzwerke",
    (
        _to("network", "network", "Netzwerk", is_required=True),
        _position(),
        _to("organisation", "organisations", "Stadt", is_required=True),
        _text("since", "Mitglied seit, wie die Quelle es sagt", 40),
        Column("since_year", "Mitglied seit (Jahr)", Integer(1000, 9999)),
        _text("region_name", "Name ihrer Region", 200),
        _SOURCE,
    ),
    key=("network", "position"),
    unique=(("network", "organisation"),),
)

REGION = Table(
    "region",
    "Region",
    (
        _key(),
        _name(),
        _to("network", "network", "Netzwerk"),
        _to("regiopole", "organisations", "Regiopole"),
        _text("description", "Beschreibung (Markdown)"),
        Column("accent", "Farbe", Colour(), is_required=True),
        Column("website", "Website", Web(300)),
        _truth("is_public", "öffentlich"),
    ),
    key=("key",),
    is_required=True,
    at_most=1,
)

MEMBERSHIPS = Table(
    "memberships",
    "Mitgliedschaften in der Region",
    (
        _to("region", "region", "Region", is_required=True),
        _to("organisation", "organisations", "Organisation", is_required=True),
        _choice("kind", "Art", "member", "supporter", "guest"),
        _day("from_on", "von"),
        _day("until_on", "bis"),
        _truth("is_confirmed", "belegt"),
        Column("source", "Quelle", Text(300), is_required=True),
        _SOURCE_URL,
    ),
    key=("region", "organisation", "from_on"),
)

FIGURES = Table(
    "figures",
    "Kennzahlen",
    (
        _to("organisation", "organisations", "Organisation (oder die Region)"),
        _to("region", "region", "Region (oder eine Organisation)"),
        _choice("indicator", "Kennzahl", "population", "area", "municipalities"),
        Column("value", "Wert", Number(2, 0, 999_999_999_999), is_required=True),
        _day("measured_on", "Stichtag"),
        _choice("precision", "Genauigkeit", "exact", "rounded", "stated"),
        Column("source", "Quelle", Text(300), is_required=True),
        _SOURCE_URL,
        _text("licence", "Lizenz", 120),
    ),
    key=("organisation", "region", "indicator", "measured_on", "source"),
)

PROGRAMME = Table(
    "programme",
    "Förderprogramm",
    (
        _key(),
        _to("network", "network", "Netzwerk"),
        _name(300),
        _text("short_name", "Kurzname", 120, is_required=True),
        _text("funder", "Förderer", 200),
        _text("federal_programme", "Bundesprogramm", 200),
        _text("aims", "Ziele (Markdown)"),
        _SOURCE,
        _SOURCE_URL,
    ),
    key=("key",),
    at_most=1,
)

GRANT_STATEMENTS = Table(
    "grant_statements",
    "Angaben zur Förderung",
    (
        _to("programme", "programme", "Förderprogramm", is_required=True),
        _position(),
        _choice("topic", "Worüber", "total_cost", "grant", "rate", "notice", "resolution"),
        Column("value", "Wert (Euro oder Prozent)", Number(2, 0, 999_999_999_999)),
        _day("said_on", "Datum"),
        _text("wording", "wie die Quelle es sagt", 200, is_required=True),
        Column("source", "Quelle", Text(300), is_required=True),
        _SOURCE_URL,
    ),
    key=("programme", "position"),
)

INFRASTRUCTURE_AREAS = Table(
    "infrastructure_areas",
    "Infrastrukturbereiche",
    (
        _to("programme", "programme", "Förderprogramm", is_required=True),
        Column("number", "Nummer", Integer(0, 999), is_required=True),
        _key(),
        _name(),
        _to("lead", "organisations", "federführende Stadt"),
        _truth("is_lead_confirmed", "Federführung belegt"),
        _SOURCE,
    ),
    key=("key",),
    unique=(("programme", "number"),),
    order=("programme", "number"),
)

PROCESS = Table(
    "process",
    "Verfahren",
    (
        _key(),
        _to("region", "region", "Region", is_required=True),
        _to("programme", "programme", "Förderprogramm"),
        _to("area", "infrastructure_areas", "Infrastrukturbereich"),
        _name(),
        _text("summary", "Zusammenfassung (Markdown)"),
        Column("template_key", "Vorlage", _KEY),
        _day("starts_on", "beginnt am", is_required=True),
        _day("ends_on", "endet am", is_required=True),
        _day("latest_end_on", "endet spätestens am"),
        _truth("is_public", "öffentlich"),
        _truth("is_example", "Beispieldaten"),
        Column("created_at", "angelegt am", _MOMENT, is_required=True),
        _text("created_by", "angelegt von (Organisation)", 200, is_required=True),
    ),
    key=("key",),
    is_required=True,
    at_most=1,
)

STAGES = Table(
    "stages",
    "Module",
    (
        _position("number", "Nummer"),
        _key(),
        _name(),
        _text("short_name", "Kurzname", 60, is_required=True),
        _choice("act", "Akt", "listen", "decide", "act", "tell"),
        _text("purpose", "Worum es geht (Markdown)"),
        _day("starts_on", "beginnt am", is_required=True),
        _day("ends_on", "endet am", is_required=True),
        _APPROXIMATE,
        _text("closing_condition", "Bedingung für den Abschluss", 300),
        Column("opened_at", "eröffnet am", _MOMENT),
        _text("opened_by", "eröffnet von (Organisation)", 200),
        Column("closed_at", "abgeschlossen am", _MOMENT),
        _text("closed_by", "abgeschlossen von (Organisation)", 200),
        _text("closing_note", "Bemerkung zum Abschluss"),
    ),
    key=("key",),
    unique=(("number",),),
    order=("number",),
)

ACTIVITIES = Table(
    "activities",
    "Arbeitsschritte",
    (
        _to("stage", "stages", "Modul", is_required=True),
        _position(),
        _name(),
        _text("description", "Beschreibung (Markdown)"),
        _day("starts_on", "beginnt am"),
        _day("ends_on", "endet am"),
        _APPROXIMATE,
        _SOURCE,
    ),
    key=("stage", "position"),
)

MILESTONES = Table(
    "milestones",
    "Meilensteine",
    (
        _key(),
        _name(),
        _day("planned_on", "geplant am", is_required=True),
        _APPROXIMATE,
        _SOURCE,
        _day("reached_on", "erreicht am"),
        _text("reached_by", "gemeldet von (Organisation)", 200),
    ),
    key=("key",),
    order=("planned_on",),
)

BODIES = Table(
    "bodies",
    "Gremien",
    (
        _key(),
        _to("parent", "bodies", "gehört zu"),
        _name(),
        _text("task", "Aufgabe", 300),
        _text("rhythm", "Rhythmus", 120),
        _text("members", "Mitglieder (Stellen, keine Personen)", 500),
        _position(),
        _SOURCE,
    ),
    key=("key",),
    unique=(("position",),),
    order=("position",),
)

PASSAGES = Table(
    "passages",
    "Texte des Verfahrens",
    (
        _choice("topic", "Worüber", "aims", "approach", "role", "next_steps", "outlook"),
        _position(),
        _text("statement", "Aussage", 300, is_required=True),
        _SOURCE,
        _SOURCE_URL,
    ),
    key=("topic", "position"),
)

FINDINGS = Table(
    "findings",
    "Erkenntnisse",
    (
        _key(),
        _choice("kind", "Art", "need", "obstacle", "strength", "potential", "trend"),
        _position(),
        _text("statement", "Aussage", 300, is_required=True),
        _text("explanation", "Erläuterung (Markdown)"),
        _to("area", "infrastructure_areas", "Infrastrukturbereich"),
        Column("recorded_at", "festgehalten am", _MOMENT, is_required=True),
        _text("recorded_by", "festgehalten von (Organisation)", 200, is_required=True),
    ),
    key=("key",),
    order=("kind", "position"),
)

CITATIONS = Table(
    "citations",
    "Belege",
    (
        _to("finding", "findings", "Erkenntnis", is_required=True),
        _position(),
        Column("source", "Quelle", Text(300), is_required=True),
        _text("place", "Stelle", 120),
        _text("words", "Wortlaut"),
        _day("source_on", "Datum der Quelle"),
        _SOURCE_URL,
    ),
    key=("finding", "position"),
)

SHARED = (
    NETWORK,
    ORGANISATIONS,
    NETWORK_MEMBERS,
    REGION,
    MEMBERSHIPS,
    FIGURES,
    PROGRAMME,
    GRANT_STATEMENTS,
    INFRASTRUCTURE_AREAS,
)
OWN = (PROCESS, STAGES, ACTIVITIES, MILESTONES, BODIES, PASSAGES, FINDINGS, CITATIONS)
TABLES: tuple[Table, ...] = (*SHARED, *OWN)
BY_NAME: Mapping[str, Table] = {table.name: table for table in TABLES}
