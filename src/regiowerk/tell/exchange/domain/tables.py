"""The tables of a package, version 1 of the format.

First what a process shares with others - network, organisations, region, programme -, then what is its
own.  Titles are German: they are part of the files, and the files are.
"""

from __future__ import annotations

from collections.abc import Mapping

from regiowerk.tell.exchange.domain.coding_tables import (
    CODEBOOK_VERSIONS,
    CODES,
    CODINGS,
    QUOTATIONS,
)
from regiowerk.tell.exchange.domain.columns import Column, Table
from regiowerk.tell.exchange.domain.declaring import (
    APPROXIMATE,
    KEY,
    MOMENT,
    SOURCE,
    SOURCE_URL,
    choice,
    day,
    key,
    name,
    position,
    text,
    to,
    truth,
)
from regiowerk.tell.exchange.domain.goal_tables import OF_GOALS
from regiowerk.tell.exchange.domain.result_tables import (
    CITATIONS,
    INSIGHT_SLIDES,
    RELEASE_MEMBERS,
    RELEASES,
)
from regiowerk.tell.exchange.domain.survey_tables import (
    PARTICIPATIONS,
    QUESTIONNAIRES,
    SIGN_OFFS,
    SUBMISSIONS,
    SURVEYS,
    VERSIONS,
    WAVES,
)
from regiowerk.tell.exchange.domain.values import Colour, Digits, Integer, Number, Text, Web
from regiowerk.tell.exchange.domain.vote_tables import BUNDLES, ROUNDS

VERSION = 1
DESCRIPTOR = "datapackage.json"
README = "README.md"
BORDERS = "borders.geojson"

NETWORK = Table(
    "network",
    "Netzwerke",
    (
        key(),
        name(),
        text("founded", "gegründet", 80),
        text("description", "Beschreibung (Markdown)"),
        SOURCE,
        SOURCE_URL,
    ),
    key=("key",),
)

ORGANISATIONS = Table(
    "organisations",
    "Organisationen",
    (
        key("Schlüssel, zum Beispiel ags-05774032"),
        name(),
        text("designation", "Bezeichnung, zum Beispiel Stadt", 80),
        choice(
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
        to("district", "organisations", "Kreis"),
        Column("latitude", "Breite (WGS 84)", Number(5, -90, 90)),
        Column("longitude", "Länge (WGS 84)", Number(5, -180, 180)),
        choice("central_place", "zentralörtliche Stufe", "upper", "middle", "basic", "unknown"),
        truth("is_central_place_confirmed", "Stufe belegt"),
        Column("website", "Website", Web(300)),
        SOURCE,
    ),
    key=("key",),
    unique=(("ags",),),
    is_required=True,
)

NETWORK_MEMBERS = Table(
    "network_members",
    "Mitglieder der Netzwerke",
    (
        to("network", "network", "Netzwerk", is_required=True),
        position(),
        to("organisation", "organisations", "Stadt", is_required=True),
        text("since", "Mitglied seit, wie die Quelle es sagt", 40),
        Column("since_year", "Mitglied seit (Jahr)", Integer(1000, 9999)),
        text("region_name", "Name ihrer Region", 200),
        SOURCE,
    ),
    key=("network", "position"),
    unique=(("network", "organisation"),),
)

REGION = Table(
    "region",
    "Region",
    (
        key(),
        name(),
        to("network", "network", "Netzwerk"),
        to("regiopole", "organisations", "Regiopole"),
        text("description", "Beschreibung (Markdown)"),
        Column("accent", "Farbe", Colour(), is_required=True),
        Column("website", "Website", Web(300)),
        truth("is_public", "öffentlich"),
    ),
    key=("key",),
    is_required=True,
    at_most=1,
)

MEMBERSHIPS = Table(
    "memberships",
    "Mitgliedschaften in der Region",
    (
        to("region", "region", "Region", is_required=True),
        to("organisation", "organisations", "Organisation", is_required=True),
        choice("kind", "Art", "member", "supporter", "guest"),
        day("from_on", "von"),
        day("until_on", "bis"),
        truth("is_confirmed", "belegt"),
        Column("source", "Quelle", Text(300), is_required=True),
        SOURCE_URL,
    ),
    key=("region", "organisation", "from_on"),
)

FIGURES = Table(
    "figures",
    "Kennzahlen",
    (
        to("organisation", "organisations", "Organisation (oder die Region)"),
        to("region", "region", "Region (oder eine Organisation)"),
        choice("indicator", "Kennzahl", "population", "area", "municipalities"),
        Column("value", "Wert", Number(2, 0, 999_999_999_999), is_required=True),
        day("measured_on", "Stichtag"),
        choice("precision", "Genauigkeit", "exact", "rounded", "stated"),
        Column("source", "Quelle", Text(300), is_required=True),
        SOURCE_URL,
        text("licence", "Lizenz", 120),
    ),
    key=("organisation", "region", "indicator", "measured_on", "source"),
)

PROGRAMME = Table(
    "programme",
    "Förderprogramm",
    (
        key(),
        to("network", "network", "Netzwerk"),
        name(300),
        text("short_name", "Kurzname", 120, is_required=True),
        text("funder", "Förderer", 200),
        text("federal_programme", "Bundesprogramm", 200),
        text("aims", "Ziele (Markdown)"),
        SOURCE,
        SOURCE_URL,
    ),
    key=("key",),
    at_most=1,
)

GRANT_STATEMENTS = Table(
    "grant_statements",
    "Angaben zur Förderung",
    (
        to("programme", "programme", "Förderprogramm", is_required=True),
        position(),
        choice("topic", "Worüber", "total_cost", "grant", "rate", "notice", "resolution"),
        Column("value", "Wert (Euro oder Prozent)", Number(2, 0, 999_999_999_999)),
        day("said_on", "Datum"),
        text("wording", "wie die Quelle es sagt", 200, is_required=True),
        Column("source", "Quelle", Text(300), is_required=True),
        SOURCE_URL,
    ),
    key=("programme", "position"),
)

INFRASTRUCTURE_AREAS = Table(
    "infrastructure_areas",
    "Infrastrukturbereiche",
    (
        to("programme", "programme", "Förderprogramm", is_required=True),
        Column("number", "Nummer", Integer(0, 999), is_required=True),
        key(),
        name(),
        to("lead", "organisations", "federführende Stadt"),
        truth("is_lead_confirmed", "Federführung belegt"),
        SOURCE,
    ),
    key=("key",),
    unique=(("programme", "number"),),
    order=("programme", "number"),
)

PROCESS = Table(
    "process",
    "Verfahren",
    (
        key(),
        to("region", "region", "Region", is_required=True),
        to("programme", "programme", "Förderprogramm"),
        to("area", "infrastructure_areas", "Infrastrukturbereich"),
        name(),
        text("summary", "Zusammenfassung (Markdown)"),
        Column("template_key", "Vorlage", KEY),
        day("starts_on", "beginnt am", is_required=True),
        day("ends_on", "endet am", is_required=True),
        day("latest_end_on", "endet spätestens am"),
        truth("is_public", "öffentlich"),
        truth("is_example", "Beispieldaten"),
        Column("created_at", "angelegt am", MOMENT, is_required=True),
        text("created_by", "angelegt von (Organisation)", 200, is_required=True),
    ),
    key=("key",),
    is_required=True,
    at_most=1,
)

STAGES = Table(
    "stages",
    "Module",
    (
        position("number", "Nummer"),
        key(),
        name(),
        text("short_name", "Kurzname", 60, is_required=True),
        choice("act", "Akt", "listen", "decide", "act", "tell"),
        text("purpose", "Worum es geht (Markdown)"),
        day("starts_on", "beginnt am", is_required=True),
        day("ends_on", "endet am", is_required=True),
        APPROXIMATE,
        text("closing_condition", "Bedingung für den Abschluss", 300),
        Column("opened_at", "eröffnet am", MOMENT),
        text("opened_by", "eröffnet von (Organisation)", 200),
        Column("closed_at", "abgeschlossen am", MOMENT),
        text("closed_by", "abgeschlossen von (Organisation)", 200),
        text("closing_note", "Bemerkung zum Abschluss"),
    ),
    key=("key",),
    unique=(("number",),),
    order=("number",),
)

ACTIVITIES = Table(
    "activities",
    "Arbeitsschritte",
    (
        to("stage", "stages", "Modul", is_required=True),
        position(),
        name(),
        text("description", "Beschreibung (Markdown)"),
        day("starts_on", "beginnt am"),
        day("ends_on", "endet am"),
        APPROXIMATE,
        SOURCE,
    ),
    key=("stage", "position"),
)

MILESTONES = Table(
    "milestones",
    "Meilensteine",
    (
        key(),
        name(),
        day("planned_on", "geplant am", is_required=True),
        APPROXIMATE,
        SOURCE,
        day("reached_on", "erreicht am"),
        text("reached_by", "gemeldet von (Organisation)", 200),
    ),
    key=("key",),
    order=("planned_on",),
)

BODIES = Table(
    "bodies",
    "Gremien",
    (
        key(),
        to("parent", "bodies", "gehört zu"),
        name(),
        text("task", "Aufgabe", 300),
        text("rhythm", "Rhythmus", 120),
        text("members", "Mitglieder (Stellen, keine Personen)", 500),
        position(),
        SOURCE,
    ),
    key=("key",),
    unique=(("position",),),
    order=("position",),
)

PASSAGES = Table(
    "passages",
    "Texte des Verfahrens",
    (
        choice("topic", "Worüber", "aims", "approach", "role", "next_steps", "outlook"),
        position(),
        text("statement", "Aussage", 300, is_required=True),
        SOURCE,
        SOURCE_URL,
    ),
    key=("topic", "position"),
)

FINDINGS = Table(
    "findings",
    "Erkenntnisse",
    (
        key(),
        choice("kind", "Art", "need", "obstacle", "strength", "potential", "trend"),
        position(),
        text("statement", "Aussage", 300, is_required=True),
        text("explanation", "Erläuterung (Markdown)"),
        to("area", "infrastructure_areas", "Infrastrukturbereich"),
        Column("recorded_at", "festgehalten am", MOMENT, is_required=True),
        text("recorded_by", "festgehalten von (Organisation)", 200, is_required=True),
        to("merged_into", "findings", "aufgegangen in"),
        Column("merged_at", "zusammengeführt am", MOMENT),
        text("merged_by", "zusammengeführt von (Organisation)", 200),
        to("split_from", "findings", "abgeteilt von"),
    ),
    key=("key",),
    order=("kind", "position"),
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
ASKED = (QUESTIONNAIRES, VERSIONS, SURVEYS, WAVES)
# What organisations answered; only the project office takes it along.
ANSWERED = (
    PARTICIPATIONS,
    SUBMISSIONS,
    SIGN_OFFS,
    RELEASES,
    RELEASE_MEMBERS,
    CODINGS,
    QUOTATIONS,
)
OWN = (
    PROCESS,
    STAGES,
    ACTIVITIES,
    MILESTONES,
    BODIES,
    PASSAGES,
    FINDINGS,
    CODES,
    CODEBOOK_VERSIONS,
    *ASKED,
    *ANSWERED,
    CITATIONS,
    INSIGHT_SLIDES,
    BUNDLES,
    ROUNDS,
    *OF_GOALS,
)
TABLES: tuple[Table, ...] = (*SHARED, *OWN)
BY_NAME: Mapping[str, Table] = {table.name: table for table in TABLES}
