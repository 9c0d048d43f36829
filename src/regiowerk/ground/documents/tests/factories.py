from __future__ import annotations

from datetime import date

from regiowerk.ground.documents.domain.deck import (
    Block,
    Bullets,
    Chart,
    Columns,
    Deck,
    KeyFigure,
    KeyFigures,
    Picture,
    Section,
    Series,
    Slide,
    Table,
)
from regiowerk.ground.ui.drawings.scene import (
    Anchor,
    Area,
    Box,
    Dot,
    Line,
    Scene,
    TableTwin,
    Tone,
    Words,
)


def a_scene() -> Scene:
    """A picture with one of every mark: a shape with a hole, a box, a dot, two lines, words."""
    outer = ((10.0, 10.0), (190.0, 10.0), (190.0, 90.0), (10.0, 90.0))
    hole = ((60.0, 30.0), (60.0, 60.0), (120.0, 60.0), (120.0, 30.0))
    return Scene(
        title="Die Region",
        summary="Zwei Kommunen an einem Fluss.",
        width=200,
        height=100,
        marks=(
            Area((outer, hole), Tone.STEP_2, hatched=True),
            Box(130, 40, 40, 20, Tone.ACCENT, radius=4),
            Line(((10, 50), (60, 45)), Tone.LINE, dashed=True),
            Line(((10, 80), (60, 85), (120, 80)), Tone.INK, 2),
            Dot(30, 30, 5),
            Words(150, 55, "Bdorf", 12, Tone.ON_ACCENT, Anchor.MIDDLE, bold=True),
            Words(36, 34, "Adorf", 12, halo=True),
        ),
        table=a_twin(),
        source="Vermessungsamt",
    )


def a_twin(rows: int = 2) -> TableTwin:
    return TableTwin(
        "Einwohner",
        ("Kommune", "Einwohner"),
        tuple((f"Kommune {number}", f"{number}.000") for number in range(1, rows + 1)),
        frozenset({1}),
    )


def a_chart() -> Chart:
    return Chart(
        categories=("Kreis Ast", "Kreis Busch"),
        series=(Series("Einwohner", (308344.0, 141883.0)),),
        unit="Einwohner am 31.12.2020",
        summary="Kreis Ast 308.344, Kreis Busch 141.883",
        highlighted=frozenset({0}),
    )


def a_slide(body: Block | Columns | None = None, title: str = "Zwei Kommunen planen") -> Slide:
    return Slide(
        title=title,
        body=body or Bullets(("Adorf", "Bdorf")),
        source="Quelle: Statistik",
        notes="Adorf: Statistik\nBdorf: Statistik",
    )


def a_deck(*slides: Slide | Section) -> Deck:
    return Deck(
        title="Digitale Infrastruktur",
        subtitle="Einblick in das Vorhaben",
        occasion="Stand 24. Januar 2022",
        author="Regiopolregion Musterland",
        on=date(2022, 1, 24),
        slides=slides or (a_slide(),),
        example_mark="Beispieldaten",
        footer="Projekteinblick · Stand 24.01.2022",
    )


def a_full_deck() -> Deck:
    """One slide of every kind."""
    figures = (KeyFigure("29", "Kommunen", "Konzept"), KeyFigure("714.644", "Einwohner"))
    return a_deck(
        Section("Die Region", "Wer plant"),
        a_slide(Columns(Picture(a_scene()), Bullets(("Adorf",), heading="Orte"), 0.6), "Karte"),
        a_slide(KeyFigures(figures), "Zwei Zahlen"),
        a_slide(a_chart(), "Die meisten leben im Kreis Ast"),
        a_slide(Table(a_twin()), "Tabelle"),
        a_slide(Bullets(("Erst", "Dann"), numbered=True), "Zwei Schritte folgen"),
    )
