"""What the gallery shows: example data for every component and every drawing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from regiowerk.ground.ui.drawings.bars import Row, bars
from regiowerk.ground.ui.drawings.diverging import Scaled, diverging
from regiowerk.ground.ui.drawings.dots import Axis, Point, dots
from regiowerk.ground.ui.drawings.germany import City, germany_map
from regiowerk.ground.ui.drawings.heat import HeatRow, Square, heat
from regiowerk.ground.ui.drawings.organisation_chart import Box, organisation_chart
from regiowerk.ground.ui.drawings.region_map import Caption, Place, region_map
from regiowerk.ground.ui.drawings.scene import Scene
from regiowerk.ground.ui.drawings.timeline import Bar, Event, timeline

TEXT = """**Digitale Verwaltung** gelingt gemeinsam:

- ein Dienst, von *einer* Kommune für alle betrieben,
- Wissen, das in der Region bleibt.

Mehr steht im [Ablauf](/muster/)."""


@dataclass(frozen=True, slots=True)
class Step:
    label: str
    hint: str
    state: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    label: str
    address: str
    status: str
    kind: str
    hint: str = ""


def steps() -> list[Step]:
    return [
        Step("Modul 1: Analyse", _("closed on 30 June 2021"), "done", "/muster/"),
        Step("Modul 2: Entwicklungstrends", _("until 31 January 2022"), "now", "/muster/"),
        Step("Modul 3: Ziele", _("from February 2022"), "next"),
        Step("Modul 4: Leitprojekte", _("from July 2022"), "next"),
    ]


def tasks() -> list[Task]:
    return [
        Task(_("Check what is written about you"), "/muster/", _("open"), "warning", "5 min"),
        Task(_("Answer the survey"), "/muster/", _("done"), "success"),
    ]


def drawings(today: date) -> list[Scene]:
    """One drawing of each kind, in the order a report would show them."""
    shares = [_inhabitants(), _answers(), _agreement(), _groups(), _fields()]
    return [_germany(), _region(), *shares, _plan(today), _bodies()]


def _germany() -> Scene:
    return germany_map(
        [
            City("Rostock", 54.0885, 12.136, "Energie"),
            City("Bielefeld", 52.0206, 8.5321, "Mobilität"),
            City("Paderborn", 51.7196, 8.7573, "Digitales", is_highlighted=True),
            City("Erfurt", 50.9771, 11.0272, "Kultur"),
            City("Trier", 49.7576, 6.638, "Gesundheit"),
            City("Würzburg", 49.7939, 9.9373, "Wirtschaft"),
        ],
        title="Städte des Netzwerks",
        summary="Sechs der Städte im Deutschen RegioPole-Netzwerk.",
        source="Deutsches RegioPole-Netzwerk",
    )


def _region() -> Scene:
    caption = Caption("Eine Region", "Einwohner", "Kommune", "Kreis", "Statistische Ämter")
    return region_map(
        [
            Place("1", "Paderborn", 51.7196, 8.7573, 151864, group="Kreis Paderborn"),
            Place("2", "Büren", 51.5549, 8.5597, 21450, group="Kreis Paderborn"),
            Place("3", "Lichtenau", 51.6168, 8.8958, 10550, group="Kreis Paderborn"),
            Place("4", "Brakel", 51.7168, 9.1844, 16130, group="Kreis Höxter", address="/muster/"),
            Place("5", "Höxter", 51.7757, 9.3816, 28510, group="Kreis Höxter"),
            Place("6", "Warburg", 51.4889, 9.146, None, group="Kreis Höxter"),
        ],
        caption,
        format_value=_whole,
        centre="1",
    )


def _inhabitants() -> Scene:
    rows = [Row("Kreis Paderborn", (308344.0,)), Row("Kreis Höxter", (139730.0,))]
    return bars(
        rows,
        title="Einwohner nach Kreisen",
        summary="Im Kreis Paderborn leben gut doppelt so viele Menschen wie im Kreis Höxter.",
        source="Statistische Ämter des Bundes und der Länder",
        format_value=_whole,
        highlighted=frozenset({"Kreis Paderborn"}),
    )


def _answers() -> Scene:
    rows = [Row("Personal fehlt", (18.0, 4.0, 2.0)), Row("Geld fehlt", (11.0, 9.0, 4.0))]
    return bars(
        rows,
        series=("trifft zu", "teils", "trifft nicht zu"),
        title="Was im Weg steht",
        summary="18 von 24 Kommunen nennen fehlendes Personal (Beispieldaten).",
        format_value=_whole,
    )


def _agreement() -> Scene:
    return diverging(
        [
            Scaled("Projekte leiten", (0.08, 0.25, 0.17, 0.42, 0.08), "n = 24"),
            Scaled("Informationen sicher halten", (0.25, 0.42, 0.17, 0.16, 0.0), "n = 24"),
        ],
        steps=("sehr schlecht", "eher schlecht", "teils", "eher gut", "sehr gut"),
        title="Wie gut es gelingt",
        summary="Projekte leiten gelingt der Hälfte (Beispieldaten).",
    )


def _groups() -> Scene:
    return dots(
        [
            Point("Kreis Paderborn", 137, 109, 207, "n = 6"),
            Point("Kreis Höxter", 130, 80, 160, "n = 4"),
        ],
        Axis(_whole, "Median", "mittlere Hälfte", 142, "alle: 142"),
        title="Vollzeitstellen nach Kreis",
        summary="Die beiden Kreise liegen nahe beieinander (Beispieldaten).",
    )


def _fields() -> Scene:
    rows = {"Kreis Paderborn": (0.0, 0.17, 0.83), "Kreis Höxter": (0.25, 0.5, 0.25)}
    return heat(
        [
            HeatRow(name, tuple(Square(share, f"{share:.0%}") for share in shares))
            for name, shares in rows.items()
        ],
        columns=("Beschaffung", "Schulung", "E-Akte"),
        title="Gewünschte Zusammenarbeit nach Kreis",
        summary="Im Kreis Paderborn steht die E-Akte vorn (Beispieldaten).",
    )


def _plan(today: date) -> Scene:
    return timeline(
        [
            Bar("Analyse", date(2021, 1, 1), date(2021, 6, 30), state="done"),
            Bar("Trends", date(2021, 7, 1), date(2022, 1, 31), is_approximate=True, state="now"),
            Bar("Ziele", date(2022, 2, 1), date(2022, 6, 30), is_approximate=True),
        ],
        [Event("Auftakt", date(2021, 3, 4), is_reached=True), Event("Halbzeit", date(2022, 2, 9))],
        today=today,
        title="Ablauf",
        summary="Das zweite von drei Modulen läuft.",
    )


def _bodies() -> Scene:
    return organisation_chart(
        [
            Box("lenkung", None, "Lenkungsgruppe", "entscheidet"),
            Box("buero", "lenkung", "Projektbüro", "führt die Geschäfte"),
            Box("jour", "lenkung", "Jour fixe", "stimmt ab"),
        ],
        title="Wer steuert, wer arbeitet",
        summary="3 Gremien; an der Spitze die Lenkungsgruppe.",
    )


def _whole(value: float) -> str:
    return number_format(value, decimal_pos=0, force_grouping=True)
