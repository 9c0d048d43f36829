"""What holds for every drawing, in every layout: nothing runs out, nothing covers words, all is told."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from django.utils import translation

from regiowerk.ground.ui.drawings import bars, palette, svg
from regiowerk.ground.ui.drawings.diverging import Scaled, diverging
from regiowerk.ground.ui.drawings.dots import Axis, Point, dots
from regiowerk.ground.ui.drawings.germany import City, germany_map
from regiowerk.ground.ui.drawings.heat import HeatRow, Square, heat
from regiowerk.ground.ui.drawings.measure import ASCENT, DESCENT, Block, width
from regiowerk.ground.ui.drawings.organisation_chart import Box as Body, organisation_chart
from regiowerk.ground.ui.drawings.region_map import Caption, Place, region_map
from regiowerk.ground.ui.drawings.scene import (
    Anchor,
    Area,
    Box,
    Dot,
    Line,
    Mark,
    Scene,
    TableTwin,
    Tone,
    Words,
)
from regiowerk.ground.ui.drawings.timeline import Bar, Event, timeline

STYLES = Path(__file__).parents[1] / "static/ui/drawings.css"
ONCE = {"title": "Titel", "summary": "Eine Aussage."}
LONG = "Zusammenarbeit bei Verwaltungsleistungen nach dem Onlinezugangsgesetz"


def number(value: float) -> str:
    return f"{value:,.0f}".replace(",", ".")


def block(words: Words) -> Block:
    """The room that words take."""
    across = width(words.text, words.size, bold=words.bold)
    left = words.x - {Anchor.START: 0, Anchor.MIDDLE: across / 2, Anchor.END: across}[words.anchor]
    top, bottom = words.y - ASCENT * words.size, words.y + DESCENT * words.size
    return Block(left, top, left + across, bottom)


def bounds(mark: Mark) -> Block:
    """The room that a mark takes, without its stroke."""
    match mark:
        case Words():
            return block(mark)
        case Box():
            return Block(mark.x, mark.y, mark.x + mark.width, mark.y + mark.height)
        case Dot(x=x, y=y, radius=r):
            return Block(x - r, y - r, x + r, y + r)
        case Area(rings=rings):
            points = [point for ring in rings for point in ring]
        case Line(points=points):
            pass
    across, down = [x for x, _ in points], [y for _, y in points]
    return Block(min(across), min(down), max(across), max(down))


def layouts_of(scene: Scene) -> list[Scene]:
    return [scene, scene.narrow] if scene.narrow else [scene]


def outside(scene: Scene) -> list[Mark]:
    """The marks that run out of the picture by more than half a unit; rows to click may touch it."""
    paper = Block(-0.5, -0.5, scene.width + 0.5, scene.height + 0.5)
    return [m for m in scene.marks if not getattr(m, "address", "") and not bounds(m).within(paper)]


def overlapping(scene: Scene) -> list[tuple[str, str]]:
    """Pairs of words that stand above each other."""
    words = sorted((m for m in scene.marks if isinstance(m, Words)), key=lambda m: m.y)
    found = []
    for number_, one in enumerate(words):
        for other in words[number_ + 1 :]:
            if other.y - one.y > 40:
                break
            if block(one).overlaps(block(other), gap=-0.6):
                found.append((one.text, other.text))
    return found


def elements(markup: str) -> list[ET.Element]:
    return list(ET.fromstring(f"<page>{markup}</page>").iter())  # noqa: S314 - our own markup


def plan(**options: object) -> Scene:
    stages = (
        Bar(
            "Modul 1: Analyse", date(2021, 1, 1), date(2021, 6, 30), True, "done", "pünktlich", "/1"
        ),
        Bar(
            "Befragung der Kommunen",
            date(2021, 2, 1),
            date(2021, 3, 31),
            state="done",
            is_part=True,
        ),
        Bar(
            "Modul 2: Entwicklungstrends",
            date(2021, 7, 1),
            date(2021, 12, 31),
            True,
            "late",
            address="/2",
        ),
        Bar(
            "Modul 3: Ziele",
            date(2022, 1, 1),
            date(2022, 6, 30),
            True,
            "now",
            "noch 136 Tage",
            "/3",
        ),
        Bar("Modul 4: Umsetzungsplanung der Leitprojekte", date(2022, 7, 1), date(2022, 12, 31)),
    )
    events = (
        Event("Auftakt", date(2021, 1, 20), is_reached=True),
        Event("Halbzeitkonferenz", date(2022, 1, 20), is_approximate=True),
        Event("Abschlusskonferenz der acht Regiopolen in Berlin", date(2022, 12, 31)),
    )
    return timeline(stages, events, today=date(2022, 2, 14), **ONCE, **options)


def places(count: int = 29) -> list[Place]:
    """Places on a spiral, as evenly spread as municipalities are."""
    return [
        Place(
            key=f"{n:04}",
            name=f"{('Bad ' * (n % 5 == 0))}Musterhausen {n}",
            latitude=51.7 + 0.05 * n**0.5 * (((n * 144) % 89) / 44.5 - 1),
            longitude=8.8 + 0.08 * n**0.5 * (((n * 55) % 34) / 17 - 1),
            value=None if n == 3 else 1000.0 * (n % 12 + 1) * (n % 7 + 1),
            weight=float(n),
            group=f"Kreis {n % 3}",
            address=f"/k/{n}",
        )
        for n in range(1, count + 1)
    ]


CAPTION = Caption(title="Region", value="Einwohner", summary="29 Kommunen.")
ROWS = [
    bars.Row("Kreis Paderborn", (308_344.0,), "10 Kommunen", "/p"),
    bars.Row(LONG, (139_730.0,)),
    bars.Row("Nichts", (0.0,)),
    bars.Row("Unbekannt", ()),
]
STACK = [
    bars.Row(LONG, (12.0, 9.0, 4.0), "25 Antworten"),
    bars.Row("Wissenstransfer", (20.0, 0.0, 1.0)),
    bars.Row("Unbekannt", ()),
]
SCALED = [
    Scaled("Geburtsurkunde anfordern", (0.0, 0.08, 0.54, 0.38, 0.0), "n = 13", "/f/1"),
    Scaled(LONG, (0.15, 0.38, 0.31, 0.16, 0.0), "n = 13"),
    Scaled("Alle sagen dasselbe", (0.0, 0.0, 0.0, 0.0, 1.0)),
    Scaled("Zu wenige", (), "geschützt"),
]
LEVELS = (
    "0 – Offline",
    "1 – Information",
    "2 – Formular-Assistent",
    "3 – Online-Leistung",
    "4 – Online-Transaktion",
)
POINTS = [
    Point("Kreis Höxter", 130.0, 80.0, 207.0, "n = 4", "/f/1"),
    Point(LONG, 1114.0, 900.0, 1200.0, "n = 1"),
    Point("Kreis Soest", 0.0),
    Point("Unbekannt", None, note="n = 0"),
]
CELLS = [
    HeatRow(
        "Kreis Höxter",
        tuple(Square(share, f"{share:.0%}") for share in (0.0, 0.1, 0.5, 0.8, 1.0)),
        "n = 4",
        "/f/1",
    ),
    HeatRow(LONG, (Square(None, "0 bis 7"), *[Square(0.25, "25 %")] * 4), "n = 13"),
]
BODIES = [
    Body("bund", None, "BMI / BBSR", "Förderung und Begleitforschung", "agl"),
    Body("amt", "bund", "Stadtplanungsamt", "Leitung"),
    Body("dezernat", "amt", "Dezernat V", "Jour fixe"),
    Body("stelle", "amt", "Geschäftsstelle regiopolREGION PADERBORN e. V.", LONG),
    Body("netz", None, "Deutsches RegioPole-Netzwerk"),
]
CITIES = [
    City("Bielefeld", 52.0206, 8.5321, "Mobilität"),
    City("Erfurt", 50.9771, 11.0272, "Kultur"),
    City("Koblenz", 50.3595, 7.5980, "IT-Infrastruktur (zur Wirtschaftsentwicklung)"),
    City("Paderborn", 51.7196, 8.7573, "Digitale Infrastruktur", True, "/paderborn"),
    City("Rostock", 54.0885, 12.1360, "Energie"),
    City("Siegen", 50.8746, 8.0246, "Bildungs- und Forschungsinfrastruktur"),
    City("Trier", 49.7576, 6.6380, "Gesundheit"),
    City("Würzburg", 49.7939, 9.9373, "Wirtschafts-, Gründungs- und Dienstleistungsinfrastruktur"),
    City("Kassel", 51.3147, 9.4952),
]


@cache
def every() -> dict[str, Scene]:
    """One drawing of each kind and of each form it can take."""
    return {
        "bars": bars.bars(ROWS, format_value=number, highlighted=frozenset({LONG}), **ONCE),
        "one bar": bars.bars(ROWS[:1], format_value=number, **ONCE),
        "no bars": bars.bars([], format_value=number, **ONCE),
        "many bars": bars.bars(
            [bars.Row(f"{LONG} {n}", (n * 1000.0,)) for n in range(20)], format_value=number, **ONCE
        ),
        "stacked": bars.bars(STACK, series=("ja", "nein", "offen"), format_value=number, **ONCE),
        "scales": diverging(SCALED, steps=LEVELS, source="Befragung", **ONCE),
        "two steps": diverging([Scaled("Kurz", (0.4, 0.6))], steps=("nein", "ja"), **ONCE),
        "no scales": diverging([], steps=("nein", "ja"), **ONCE),
        "dots": dots(POINTS, Axis(number, "Median", "Mittlere Hälfte", 142.0, "alle: 142"), **ONCE),
        "one dot": dots(POINTS[2:3], Axis(number), **ONCE),
        "no dots": dots([], Axis(number), **ONCE),
        "heat": heat(CELLS, columns=LEVELS, **ONCE),
        "wide heat": heat([HeatRow(LONG, (Square(0.5, "50 %"),) * 9)], columns=(LONG,) * 9, **ONCE),
        "no heat": heat([], columns=LEVELS, **ONCE),
        "plan": plan(),
        "no plan": timeline([], today=date(2022, 2, 14), **ONCE),
        "bodies": organisation_chart(BODIES, **ONCE),
        "no bodies": organisation_chart([], **ONCE),
        "many bodies": organisation_chart(
            [*BODIES, *(Body(f"b{n}", "amt", f"Kommune {n}", LONG) for n in range(4))], **ONCE
        ),
        "germany": germany_map(CITIES, source="Handskizze", **ONCE),
        "region": region_map(places(), CAPTION, format_value=number, centre="0029"),
    }


@pytest.fixture(autouse=True)
def _german():
    with translation.override("de"):
        yield


KINDS = [
    "bars", "one bar", "no bars", "many bars", "stacked", "plan", "no plan",
    "scales", "two steps", "no scales", "dots", "one dot", "no dots", "heat", "wide heat", "no heat",
    "bodies", "no bodies", "many bodies", "germany", "region",
]  # fmt: skip


@pytest.fixture(params=KINDS)
def scene(request: pytest.FixtureRequest) -> Scene:
    return every()[request.param]


def test_every_drawing_has_a_layout_for_phones(scene: Scene) -> None:
    assert (scene.width, scene.narrow and scene.narrow.width) == (720, 340)


def test_no_mark_runs_out_of_the_picture(scene: Scene) -> None:
    assert [outside(layout) for layout in layouts_of(scene)] == [[], []]


def test_no_words_stand_above_others(scene: Scene) -> None:
    assert [overlapping(layout) for layout in layouts_of(scene)] == [[], []]


def test_every_row_of_the_table_has_a_cell_for_each_column(scene: Scene) -> None:
    assert {len(row) for row in scene.table.rows} <= {len(scene.table.header)}


def test_every_heading_of_the_table_is_written(scene: Scene) -> None:
    assert all(scene.table.header)


def test_svg_is_well_formed_and_has_no_style(scene: Scene) -> None:
    found = elements(svg.draw(scene))
    styled = [
        element.tag for element in found if "style" in element.attrib or "style" in element.tag
    ]
    assert styled == []


def test_ids_are_unique_and_every_reference_is_there(scene: Scene) -> None:
    markup = svg.draw(scene)
    ids = re.findall(r' id="([^"]+)"', markup)
    named = re.findall(r"url\(#([^)]+)\)", markup)
    named += re.findall(r' aria-(?:labelledby|describedby)="([^"]+)"', markup)
    assert (len(ids), set(named) - set(ids)) == (len(set(ids)), set())


def test_numbers_of_the_geometry_are_never_german(scene: Scene) -> None:
    geometry = r' (?:x|y|width|height|cx|cy|r|rx|font-size|stroke-width)="([^"]*)"'
    written = re.findall(geometry, svg.draw(scene))
    assert [value for value in written if not re.fullmatch(r"-?\d+(\.\d+)?", value)] == []


def test_a_printed_drawing_needs_nothing_from_the_page(scene: Scene) -> None:
    markup = svg.draw(scene, standalone=True)
    assert ("class=" in markup.replace('class="drawing"', ""), "var(" in markup) == (False, False)


def test_role_says_whether_there_is_something_to_click(scene: Scene) -> None:
    roles = [e.get("role") for e in elements(svg.draw(scene)) if e.tag.endswith("}svg")]
    has_links = [any(getattr(m, "address", "") for m in part.marks) for part in layouts_of(scene)]
    assert roles == ["group" if found else "img" for found in has_links]


def test_every_link_has_a_name(scene: Scene) -> None:
    links = [e for e in elements(svg.draw(scene)) if e.tag.endswith("}a")]
    assert [link.get("href") for link in links if not link.get("aria-label")] == []


def test_two_drawings_with_other_figures_share_no_id() -> None:
    one, other = (
        bars.bars([bars.Row("Kommune", (value,))], format_value=number, **ONCE)
        for value in (1.0, 2.0)
    )
    ids = [set(re.findall(r' id="([^"]+)"', svg.draw(scene))) for scene in (one, other)]
    assert ids[0] & ids[1] == set()


def test_the_same_drawing_twice_is_told_apart_by_its_key() -> None:
    ids = [set(re.findall(r' id="([^"]+)"', svg.draw(plan(), key=key))) for key in ("a", "b")]
    assert ids[0] & ids[1] == set()


def test_the_style_sheet_knows_every_tone() -> None:
    rules = STYLES.read_text()
    tones = [tone for tone in Tone if tone is not Tone.NONE]
    missing = [
        t for t in tones if not all(re.search(rf"\.{kind}-{t}[ ,]", rules) for kind in "fst")
    ]
    assert (missing, ".f-none" in rules) == ([], True)


def test_the_style_sheet_names_no_colour_of_its_own() -> None:
    assert re.findall(r"#[0-9A-Fa-f]{3,8}\b|rgb|hsl", STYLES.read_text()) == []


def test_words_and_marks_keep_dangerous_signs_as_text() -> None:
    evil = '<script>&"\x00'
    scene = Scene(
        evil, evil, 100, 50,
        (Words(1, 20, evil), Box(0, 0, 9, 9, Tone.ACCENT, label=evil, address="javascript:x()")),
        TableTwin(evil, ("a",), ()),
    )  # fmt: skip
    found = elements(svg.draw(scene))
    texts = [e.text for e in found if e.tag.endswith("}text")]
    assert (texts, [e.get("href") for e in found if e.tag.endswith("}a")]) == (
        ['<script>&"'],
        ["#"],
    )


@pytest.mark.parametrize(
    "accent", ["#1F5C7A", "#FFD400", "#000000", "#FFFFFF", "#C2002F", "#00FF00"]
)
@pytest.mark.parametrize("theme", [palette.light, palette.dark])
def test_words_can_be_read_on_every_filling(accent: str, theme) -> None:
    colours = theme(accent)
    fills = [t for t in Tone if t.startswith(("step", "class", "accent")) or t is Tone.TODAY]
    fills += [Tone.GROUND, Tone.SURFACE, *(t for t in Tone if t.startswith(("below", "above")))]
    fills.append(Tone.MIDDLE)
    poor = {
        str(fill): round(ratio, 2)
        for fill in fills
        if (ratio := palette.contrast(colours.colour(palette.text_on(fill)), colours.colour(fill)))
        < 4.5
    }
    assert poor == {}


@pytest.mark.parametrize("theme", [palette.light, palette.dark])
def test_quiet_words_can_be_read_where_they_stand(theme) -> None:
    colours = theme()
    ratios = [
        palette.contrast(colours.colour(words), colours.colour(ground))
        for words in (Tone.MUTED, Tone.TODAY)
        for ground in (Tone.GROUND, Tone.SURFACE, Tone.ACCENT_SOFT)
    ]
    assert min(ratios) >= 4.5
