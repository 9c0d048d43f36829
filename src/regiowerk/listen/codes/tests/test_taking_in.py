import pytest

from regiowerk.listen.codes.domain.taking_in import Finding, Kind, Line, read


def lines(*rows):
    return [Line(number, dict(cells)) for number, cells in enumerate(rows, start=2)]


def test_a_row_says_where_a_code_stands_and_what_it_means():
    reading = read(
        lines(
            {"path": "Hemmnisse ›  Personal", "definition": "Zu wenig Leute", "tone": "rot"},
            {"path": "Hemmnisse", "is_assignable": "nein", "tone": "Blue", "key": "hemmnisse"},
        ),
        known_paths=[],
        known_keys=["hemmnisse"],
    )

    assert (
        [
            (one.names, one.key, one.definition, one.is_assignable, one.tone)
            for one in reading.wanted
        ],
        reading.findings,
        reading.errors,
    ) == (
        [
            (("Hemmnisse",), "hemmnisse", "", False, "blue"),
            (("Hemmnisse", "Personal"), "", "Zu wenig Leute", True, "grey"),
        ],
        (Finding(Kind.UNKNOWN_TONE, 2, "rot"),),
        (),
    )


@pytest.mark.parametrize(
    ("row", "finding"),
    [
        ({"definition": "ohne Namen"}, Finding(Kind.NO_NAME, 2)),
        ({"path": "Hemmnisse › "}, Finding(Kind.NO_NAME, 2)),
        ({"path": "x" * 121}, Finding(Kind.TOO_LONG, 2, "x" * 40)),
        ({"path": "Weg › Personal"}, Finding(Kind.NO_PARENT, 2, "Weg")),
    ],
)
def test_a_row_that_cannot_be_taken_in_is_named(row, finding):
    assert read(lines(row), ["Hemmnisse"], []).errors == (finding,)


def test_the_same_code_twice_is_named():
    reading = read(lines({"path": "Geld"}, {"path": "geld"}), [], [])

    assert reading.errors == (Finding(Kind.TWICE, 3, "geld"),)


def test_what_is_only_odd_does_not_stop_the_table():
    reading = read(lines({"path": "Geld", "key": "fremd", "is_assignable": "vielleicht"}), [], [])

    assert (reading.errors, [one.kind for one in reading.findings]) == (
        (),
        [Kind.UNKNOWN_KEY, Kind.NOT_YES_OR_NO],
    )


def test_a_code_may_stand_under_one_of_the_codebook():
    assert read(lines({"path": "hemmnisse › Geld"}), ["Hemmnisse"], []).errors == ()
