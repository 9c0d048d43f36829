"""The tables of the goal tree, of what it rests on and of what organisations say about it."""

from __future__ import annotations

from regiowerk.tell.exchange.domain.columns import Column, Table
from regiowerk.tell.exchange.domain.declaring import (
    MOMENT,
    choice,
    day,
    key,
    position,
    text,
    to,
)
from regiowerk.tell.exchange.domain.values import Integer, Number, Sha256, Text

_MOST = 999_999_999_999


def _deed(verb: str, title: str, *, is_required: bool = True) -> tuple[Column, Column]:
    """When something was done, and by which organisation."""
    return (
        Column(f"{verb}_at", f"{title} am", MOMENT, is_required=is_required),
        text(f"{verb}_by", f"{title} von (Organisation)", 200, is_required=is_required),
    )


def _value(name: str, title: str) -> Column:
    return Column(name, title, Number(2, -_MOST, _MOST), is_required=True)


GOALS = Table(
    "goals",
    "Ziele",
    (
        key(),
        choice("level", "Ebene", "guiding", "goal", "measure"),
        text("title", "Ziel", 200, is_required=True),
        text("explanation", "Erläuterung (Markdown)"),
        choice("horizon", "Horizont", "short", "medium", "long", is_required=False),
        to("responsible", "organisations", "verantwortlich"),
        position(),
        *_deed("recorded", "aufgenommen"),
    ),
    key=("key",),
    unique=(("position",),),
    order=("position",),
)
BRANCHES = Table(
    "goal_branches",
    "Äste des Zielbaums",
    (
        to("goal", "goals", "Ziel", is_required=True),
        to("parent", "goals", "steht unter"),
        Column("share", "Anteil in Prozent", Integer(1, 100), is_required=True),
        Column("weight", "Gewicht unter den Geschwistern", Integer(0, 2_147_483_647)),
        to("weighed_in", "rounds", "Abstimmung, aus der das Gewicht stammt"),
    ),
    key=("goal", "parent"),
)
PREDECESSORS = Table(
    "goal_predecessors",
    "Frühere Ziele",
    (
        to("goal", "goals", "Ziel", is_required=True),
        key("Schlüssel des früheren Ziels"),
        text("title", "Wortlaut", 200, is_required=True),
        text("explanation", "Erläuterung (Markdown)"),
        choice("way", "Was geschah", "merged", "split"),
        *_deed("parted", "geschehen"),
    ),
    key=("goal", "key"),
)
CONTRADICTIONS = Table(
    "goal_contradictions",
    "Widersprüche zwischen Zielen",
    (
        to("first", "goals", "Ziel", is_required=True),
        to("second", "goals", "zweites Ziel", is_required=True),
        text("reason", "Grund", 300, is_required=True),
        *_deed("marked", "vermerkt"),
    ),
    key=("first", "second"),
)
INDICATORS = Table(
    "goal_indicators",
    "Messgrößen der Ziele",
    (
        to("goal", "goals", "Ziel", is_required=True),
        text("name", "Messgröße", 200, is_required=True),
        text("unit", "Einheit", 60),
        _value("baseline", "Wert am Anfang"),
        Column("baseline_year", "Jahr dieses Werts", Integer(1900, 2199)),
        _value("target", "Zielwert"),
        Column("target_year", "zu erreichen bis (Jahr)", Integer(1900, 2199), is_required=True),
        Column("source", "Quelle", Text(300), is_required=True),
    ),
    key=("goal",),
)
MEASUREMENTS = Table(
    "goal_measurements",
    "Messwerte",
    (
        to("goal", "goals", "Ziel", is_required=True),
        day("measured_on", "gemessen am", is_required=True),
        _value("value", "Wert"),
        Column("source", "Quelle", Text(300), is_required=True),
        *_deed("recorded", "festgehalten"),
    ),
    key=("goal", "measured_on"),
)
EVIDENCE = Table(
    "goal_evidence",
    "Worauf Ziele beruhen",
    (
        to("goal", "goals", "Ziel", is_required=True),
        to("finding", "findings", "Erkenntnis"),
        text("content", "Erkenntnis, wie sie angeführt wurde (JSON)", is_required=True),
        Column("content_hash", "Prüfsumme (SHA-256)", Sha256(), is_required=True),
        choice("audience", "wer es lesen darf", "public", "region", "office"),
        text("note", "warum das Ziel daraus folgt", 300),
        *_deed("cited", "angeführt"),
    ),
    key=("goal", "content_hash"),
)
CANDIDATES = Table(
    "goal_candidates",
    "Vorschläge für Ziele",
    (
        key(),
        text("title", "Vorschlag", 200, is_required=True),
        text("reason", "Begründung"),
        choice("origin", "Herkunft", "interview", "workshop", "finding", "organisation", "office"),
        text("origin_words", "genauer", 300, is_required=True),
        to("finding", "findings", "Erkenntnis"),
        *_deed("proposed", "vorgeschlagen"),
        *_deed("settled", "entschieden", is_required=False),
        to("goal", "goals", "wurde zum Ziel"),
        text("set_aside_because", "zurückgelegt, weil", 300),
    ),
    key=("key",),
)
TREE_VERSIONS = Table(
    "goal_tree_versions",
    "Fassungen des Zielbaums",
    (
        key(),
        Column("number", "Nummer", Integer(1, 32_767), is_required=True),
        text("label", "Name", 120, is_required=True),
        text("content", "der Baum (JSON)", is_required=True),
        Column("content_hash", "Prüfsumme (SHA-256)", Sha256(), is_required=True),
        *_deed("frozen", "festgeschrieben"),
    ),
    key=("key",),
    unique=(("number",),),
    order=("number",),
)
CONSULTATIONS = Table(
    "goal_consultations",
    "Stellungnahmen zu den Zielen",
    (
        key(),
        text("title", "Titel", 200, is_required=True),
        text("question", "worum es geht (Markdown)"),
        to("version", "goal_tree_versions", "Fassung", is_required=True),
        day("closes_on", "letzter Tag", is_required=True),
        *_deed("opened", "eröffnet"),
        *_deed("closed", "abgeschlossen", is_required=False),
    ),
    key=("key",),
)
REPLIES = Table(
    "goal_replies",
    "Abgegebene Antworten zu den Zielen",
    (
        to("consultation", "goal_consultations", "Stellungnahme", is_required=True),
        to("organisation", "organisations", "Organisation", is_required=True),
        text("remark", "Weiteres"),
        *_deed("handed_in", "abgegeben"),
    ),
    key=("consultation", "organisation"),
)
STANCES = Table(
    "goal_stances",
    "Äußerungen zu einzelnen Zielen",
    (
        to("consultation", "goal_consultations", "Stellungnahme", is_required=True),
        to("organisation", "organisations", "Organisation", is_required=True),
        Column("goal_key", "Ziel in der Fassung", Text(60), is_required=True),
        to("goal", "goals", "Ziel heute"),
        choice("answer", "Äußerung", "support", "support_with_note", "neutral", "object"),
        text("reason", "Hinweis oder Grund"),
        text("contribution", "Beitrag"),
        *_deed("stated", "geäußert"),
    ),
    key=("consultation", "organisation", "goal_key"),
)
WEIGHINGS = Table(
    "goal_weighings",
    "Gewichtungen des Zielbaums",
    (
        key(),
        text("title", "Titel", 200, is_required=True),
        to("version", "goal_tree_versions", "Fassung, die gewichtet wurde", is_required=True),
        *_deed("begun", "begonnen"),
        *_deed("taken_over", "übernommen", is_required=False),
        to("frozen_as", "goal_tree_versions", "Fassung mit diesen Gewichten"),
    ),
    key=("key",),
)
WEIGHED_NODES = Table(
    "goal_weighed_nodes",
    "Abstimmungen einer Gewichtung",
    (
        to("weighing", "goal_weighings", "Gewichtung", is_required=True),
        text("node_key", "Ziel in der Fassung (leer: ganz oben)", 60),
        to("node", "goals", "Ziel heute"),
        to("first", "rounds", "erste Runde", is_required=True),
        to("second", "rounds", "zweite Runde"),
    ),
    key=("weighing", "node_key"),
    unique=(("first",), ("second",)),
)
GOAL_OPTIONS = Table(
    "goal_options",
    "Ziele auf Stimmzetteln",
    (
        to("round", "rounds", "Abstimmung", is_required=True),
        Column("option", "Wahlmöglichkeit", Text(60), is_required=True),
        to("goal", "goals", "Ziel heute"),
        Column("goal_key", "Ziel, wie es damals hieß", Text(60), is_required=True),
    ),
    key=("round", "option"),
)
OF_GOALS = (
    GOALS,
    BRANCHES,
    PREDECESSORS,
    CONTRADICTIONS,
    INDICATORS,
    MEASUREMENTS,
    EVIDENCE,
    CANDIDATES,
    TREE_VERSIONS,
    CONSULTATIONS,
    REPLIES,
    STANCES,
    WEIGHINGS,
    WEIGHED_NODES,
    GOAL_OPTIONS,
)

ACTED_BY = {
    "goals": ("recorded_by",),
    "goal_predecessors": ("parted_by",),
    "goal_contradictions": ("marked_by",),
    "goal_measurements": ("recorded_by",),
    "goal_evidence": ("cited_by",),
    "goal_candidates": ("proposed_by", "settled_by"),
    "goal_tree_versions": ("frozen_by",),
    "goal_consultations": ("opened_by", "closed_by"),
    "goal_replies": ("handed_in_by",),
    "goal_stances": ("stated_by",),
    "goal_weighings": ("begun_by", "taken_over_by"),
}
SPANS = {"goal_consultations": (("opened_at", "closed_at"),)}
PAIRS = {
    "goal_candidates": (("settled_at", "settled_by"),),
    "goal_consultations": (("closed_at", "closed_by"),),
    "goal_weighings": (("taken_over_at", "taken_over_by"), ("taken_over_at", "frozen_as")),
}
