"""What the pages of results show: the drawing by the kind of the question, the map, who is missing."""

from __future__ import annotations

import pytest
from django.utils import translation

from regiowerk.ground.ui.drawings.scene import Area, Box, Dot, Scene
from regiowerk.listen.surveys.documents.results.charts import chart_of
from regiowerk.listen.surveys.documents.results.groups import breakdown_chart, matrix_chart
from regiowerk.listen.surveys.domain.evaluation.scales import beside, shares_on, steps_of
from regiowerk.listen.surveys.domain.evaluation.tables import (
    Breakdown,
    Figure,
    Group,
    Numbers,
    Results,
    ResultTable,
    Veiled,
)
from regiowerk.listen.surveys.queries.evaluation.words import number_text, share_text
from regiowerk.listen.surveys.views.results.showing import missing_in

LEVELS = ("schlecht", "mittel", "gut")


@pytest.fixture(autouse=True)
def _german():
    with translation.override("de"):
        yield


def a_table(form: str, counts: tuple[Figure, ...] = (), **rest: object) -> ResultTable:
    answers = rest.pop("answers", ("ja", "nein", "weiß nicht"))
    codes = rest.pop("codes", ("yes", "no", "unknown"))
    n = rest.pop("n", sum(one for one in counts if isinstance(one, int)))
    return ResultTable("k", "Gibt es das?", form, "s", "region", codes, answers, n, counts, **rest)  # type: ignore[arg-type]


def a_scale(counts: tuple[Figure, ...], key: str = "k", **rest: object) -> ResultTable:
    table = a_table(
        "scale", counts, answers=(*LEVELS, "weiß nicht"), codes=("0", "1", "2", "unknown"), **rest
    )
    return ResultTable(
        **{
            **{name: getattr(table, name) for name in table.__slots__},
            "key": key,
            "label": f"Frage {key}",
            "group": "/m",
            "group_label": "Matrix",
        }
    )


def kinds(scene: Scene | None, kind: type) -> int:
    return 0 if scene is None else sum(isinstance(mark, kind) for mark in scene.marks)


def test_a_choice_tells_unweighted_and_weighted_shares_side_by_side():
    scene = chart_of(a_table("single", (8, 5, 0), weighted=(0.7, 0.3, 0.0)), "Quelle")

    assert scene is not None
    assert (scene.table.header, scene.table.rows[0]) == (
        ("Antwort", "Organisationen", "Anteil", "Anteil der Einwohner"),
        ("ja", "8", "62 %", "70 %"),
    )


def test_a_veiled_number_is_told_as_a_range():
    scene = chart_of(a_table("single", (Veiled(0, 7), 6, 0), n=13, is_protected=True), "Quelle")

    assert scene is not None
    assert [row[1] for row in scene.table.rows] == ["0 bis 7", "6", "0"]


def test_several_answers_begin_with_the_most_frequent():
    scene = chart_of(a_table("multiple", (2, 9, 5), n=10), "Quelle")

    assert scene is not None
    bars = [m.label for m in scene.marks if isinstance(m, Box) and m.label]
    assert [label.split(":")[0] for label in bars] == ["nein", "weiß nicht", "ja"]


def test_a_ranking_is_dots_from_the_best_place():
    scene = chart_of(a_table("ranking", (1, 3, 0), n=4, places=(2.5, 1.25, 2.25)), "Quelle")

    assert (kinds(scene, Dot), scene and [row[0] for row in scene.table.rows]) == (
        3,
        ["nein", "weiß nicht", "ja"],
    )


def test_rows_of_a_matrix_are_scales_around_one_middle():
    rows = [a_scale((1, 2, 3, 1), "a"), a_scale((0, 0, 6, 0), "b")]
    scene = matrix_chart(rows, "Quelle")

    assert scene is not None
    assert (scene.table.header[1:4], scene.table.rows[0]) == (
        LEVELS,
        ("Frage a", "17 %", "33 %", "50 %", "n = 7, davon 1 außerhalb der Skala"),
    )


def test_a_matrix_that_is_mostly_hidden_is_no_drawing():
    hidden = (Veiled(0, 5), Veiled(0, 5), 2, 0)
    rows = [a_scale(hidden, key, n=7) for key in "ab"]

    assert matrix_chart([*rows, a_scale((1, 2, 3, 1), "c")], "Quelle") is None


def test_numbers_by_group_are_dots_with_their_middle_half():
    def numbers(median: float) -> Numbers:
        return Numbers(4, median, 1.0, median, median - 1, median + 1, 0, 9)

    groups = (
        Group(("a",), "Kreis A", 4, (), numbers(5)),
        Group(("b",), "Kreis B", 4, (), numbers(2000.5)),
    )
    table = a_table("number", n=8, numbers=numbers(6), codes=(), answers=())
    scene = breakdown_chart(table, Breakdown("district", "Kreis", groups), "Quelle")

    assert scene is not None
    assert (kinds(scene, Dot), scene.table.rows[0]) == (2, ("Kreis A", "5", "4 bis 6", "n = 4"))


@pytest.mark.parametrize(
    ("answers", "is_heat"), [(("ja", "nein", "weiß nicht"), True), (("ja", "nein"), False)]
)
def test_answers_by_group_are_a_shaded_table_from_three_on(answers, is_heat):
    counts = (3, 2, 1)[: len(answers)]
    groups = tuple(Group((one,), one, sum(counts), counts) for one in "AB")
    table = a_table("single", counts, answers=answers, codes=answers)
    scene = breakdown_chart(table, Breakdown("district", "Kreis", groups), "Quelle")

    assert scene is not None
    assert (answers[-1] in scene.table.header) is is_heat


def test_what_stands_beside_a_scale_is_no_step():
    table = a_scale((1, 2, 3, 4))

    assert (
        steps_of(table),
        shares_on((1, 2, 5, 9), (0, 1, 2)),
        beside((1, 2, 5, 9), (0, 1, 2)),
    ) == (
        (0, 1, 2),
        (0.125, 0.25, 0.625),
        9,
    )


def test_a_scale_with_a_hidden_step_has_no_shares():
    assert shares_on((1, Veiled(0, 4), 5), (0, 1, 2)) == ()


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (2021, "2021"),
        (1114.4, "1114"),
        (22930, "22.930"),
        (9999.6, "10.000"),
        (2.45, "2,5"),
        (None, "–"),
    ],
)
def test_years_are_not_grouped(value, text):
    assert number_text(value) == text


def test_shares_are_rounded_not_cut():
    assert (share_text(8, 13), share_text(7, 13), share_text(Veiled(0, 3), 13)) == (
        "62 %",
        "54 %",
        "",
    )


def test_everybody_who_is_missing_is_told_with_the_reason():
    results = Results("Umfrage", 1, "Winter", 1, invited=29, handed_in=13, tables=())

    assert missing_in(results, a_table("single", (4, 1, 0), asked=6, skipped=1)) == [
        "16 Organisationen haben nicht abgegeben.",
        "7 wurden wegen ihrer anderen Antworten nicht gefragt.",
        "1 wurde gefragt und ließ die Antwort offen.",
    ]
    assert missing_in(results, a_table("single", (4, 1, 0))) == [
        "16 Organisationen haben nicht abgegeben."
    ]


def test_areas_are_only_drawn_on_maps():
    assert kinds(chart_of(a_table("single", (8, 5, 0)), "Quelle"), Area) == 0
