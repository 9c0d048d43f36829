"""What the gallery shows of answering: one question of each look, and every state an answer can be in."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Option:
    code: str
    label: str
    is_chosen: bool = False
    is_offered: bool = True
    place: int | None = None
    group: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    base: int | None = None


@dataclass(frozen=True, slots=True)
class File:
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Sample:
    """A question as components read it."""

    name: str
    look: str
    label: str
    hint: str = ""
    why: str = ""
    is_relevant: bool = True
    is_required: bool = False
    is_read_only: bool = False
    message: str = ""
    values: tuple[str, ...] = ()
    shown: str = ""
    options: tuple[Option, ...] = ()
    measure: str = ""
    least: str = ""
    most: str = ""
    step: str = ""
    endings: tuple[str, ...] = ()
    largest: int = 10_485_760
    upload: File | None = None
    circle: str = ""  # who will see the answer, in words
    visibility: str = ""
    note: Note = field(default_factory=Note)

    @property
    def value(self) -> str:
        return self.values[0] if self.values else ""

    @property
    def places(self) -> range:
        return range(1, len(self.options) + 1)

    @property
    def groups(self) -> dict[str, list[Option]]:
        found: dict[str, list[Option]] = {}
        for option in self.options:
            found.setdefault(option.group, []).append(option)
        return found


def answers() -> dict[str, object]:
    """Everything the part of the gallery shows."""
    columns, rows = table()
    return {
        "questions": questions(),
        "columns": columns,
        "rows": rows,
        "entry": Sample(
            "muster.titel", "text", "Wie heißt das Vorhaben?", values=("Bürgerportal",)
        ),
        "versions": ("E. Muster: 12 Stellen", "K. Beispiel: 14 Stellen, mit den Eigenbetrieben"),
    }


def questions() -> list[Sample]:
    """One question of each look."""
    return [*_choosing(), *_picking(), *_typing(), *_others()]


def _choosing() -> list[Sample]:
    topics = ("Personal", "Haushalt", "Technik", "Datenschutz", "Beschaffung", "Fortbildung")
    return [
        Sample(
            "muster.strategie",
            "radios",
            "Gibt es eine schriftliche Digitalisierungsstrategie Ihrer Kommune?",
            hint="Auch ein eigenes Kapitel in einem anderen Konzept zählt.",
            why="Gemeinsame Ziele bauen auf dem auf, was schon beschlossen ist.",
            is_required=True,
            values=("1",),
            options=_options("Ja, beschlossen", "In Arbeit", "Nein", chosen={0}),
        ),
        Sample(
            "muster.hindernis",
            "checks",
            "Was fehlt vor allem?",
            hint="Mehrere Antworten sind möglich.",
            values=("2",),
            options=_options(*topics, chosen={1, 3}),
        ),
        Sample(
            "muster.anteil",
            "scale",
            "Wie viel Prozent einer Vollzeitstelle stehen dafür zur Verfügung?",
            options=_options(*(str(share) for share in range(0, 101, 10)), chosen={5}),
        ),
    ]


def _picking() -> list[Sample]:
    return [
        Sample(
            "muster.kommune",
            "select",
            "Mit welcher Kommune arbeiten Sie am engsten zusammen?",
            options=(
                Option("1", "Brakel", group="Kreis Höxter"),
                Option("2", "Warburg", group="Kreis Höxter", is_chosen=True),
                Option("3", "Paderborn", group="Kreis Paderborn"),
            ),
        ),
        Sample(
            "muster.rang",
            "rank",
            "Was soll die Region zuerst angehen?",
            options=(
                Option("1", "Gemeinsames Serviceportal", place=1),
                Option("2", "Elektronische Akte", place=2),
                Option("3", "Schulungen für Beschäftigte"),
            ),
        ),
    ]


def _typing() -> list[Sample]:
    return [
        Sample("muster.adresse", "text", "Unter welcher Adresse ist Ihr Serviceportal erreichbar?"),
        Sample(
            "muster.ziele",
            "long",
            "Was soll in den nächsten drei Jahren vor allem erreicht werden?",
            values=("Anträge von zu Hause stellen, und zwar alle.",),
        ),
        Sample(
            "muster.ansatz",
            "number",
            "Wie hoch ist der Ansatz für Digitalisierung im Haushalt 2021?",
            hint="Auf 1.000 Euro gerundet.",
            values=("zwölf",),
            measure="Euro",
            message="Bitte geben Sie eine Zahl ein, zum Beispiel 12 oder 1.234,5.",
        ),
        Sample(
            "muster.grad",
            "number",
            "Wie viel Prozent der Bildschirmarbeitsplätze haben eine E-Akte?",
            least="0",
            most="100",
            step="1",
            measure="Prozent",
        ),
        Sample("muster.tag", "date", "Wann hat der Rat beschlossen?", values=("2022-01-24",)),
    ]


def _others() -> list[Sample]:
    return [
        Sample("muster.einig", "yes", "Die Angaben sind mit der Kämmerei abgestimmt."),
        Sample(
            "muster.datei",
            "file",
            "Möchten Sie die Strategie hochladen?",
            endings=(".pdf",),
            values=("kept",),
            upload=File("Strategie.pdf", 2_400_000),
        ),
        Sample("muster.hinweis", "note", "Gemeint ist die **Kernverwaltung**: alle Ämter."),
        Sample(
            "muster.quote",
            "calculated",
            "Stellen für IT und Digitalisierung je 10.000 Einwohner:",
            shown="3,4",
        ),
    ]


def table() -> tuple[list[Option], list[Sample]]:
    """Columns and rows of a table of choices."""
    words = ("sehr gut", "gut", "teils, teils", "schlecht", "weiß nicht")
    rows = ("Projekte leiten", "Prozesse verbessern", "Informationen sicher halten")
    return list(_options(*words)), [
        Sample(
            f"muster.stand{place}",
            "radios",
            row,
            options=_options(*words, chosen={place} if place < 2 else set()),
            message=_("Please answer this question.") if place == 2 else "",
        )
        for place, row in enumerate(rows)
    ]


def _options(*labels: str, chosen: Collection[int] = ()) -> tuple[Option, ...]:
    return tuple(Option(str(place), label, place in chosen) for place, label in enumerate(labels))
