"""What the gallery shows: example data for every component and every drawing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from regiowerk.ground.ui.drawings.scene import Scene, TableTwin

TEXT = """**Digitale Verwaltung** gelingt gemeinsam:

- ein Dienst, von *einer* Kommune für alle betrieben,
- Wissen, das in der Region bleibt.

Mehr steht im [Ablauf](/muster/)."""

TWIN = TableTwin(
    caption="Einwohner nach Kreisen",
    header=("Kreis", "Kommunen", "Einwohner"),
    rows=(("Kreis Höxter", "10", "139.730"), ("Kreis Paderborn", "10", "308.344")),
    numeric=frozenset({1, 2}),
)


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
    return []
