from collections.abc import Mapping

import pytest

from regiowerk.listen.surveys.domain.disclosure.protecting import protect
from regiowerk.listen.surveys.domain.disclosure.tables import (
    AnswerError,
    Axis,
    Cell,
    ClassError,
    Protection,
    Record,
    SafeTable,
    Step,
    TwiceError,
)

STRANGER = Protection(known=0)


def single(rows: Mapping[str | None, Mapping[str, int]]) -> list[Record]:
    return [
        Record(f"{group}-{answer}-{number}", group, (answer,))
        for group, counts in rows.items()
        for answer, count in counts.items()
        for number in range(count)
    ]


def yes_no(rows: Mapping[str, tuple[int, int]]) -> list[Record]:
    """How many of a group named the one option, of how many."""
    return [
        Record(f"{group}-{number}", group, ("staff",) if number < named else ())
        for group, (named, size) in rows.items()
        for number in range(size)
    ]


def seen(table: SafeTable) -> list[list[int | tuple[int, int]]]:
    return [
        [(cell.low, cell.high) if cell.count is None else cell.count for cell in row]
        for row in (*table.cells, table.totals)
    ]


def regions(*codes: str) -> Axis:
    return Axis(codes, is_ordered=False)


def test_large_counts_stand():
    records = single({"A": {"yes": 8, "no": 7}, "B": {"yes": 9, "no": 12}})

    table = protect(
        records, ["yes", "no"], regions("A", "B"), is_multiple=False, protection=Protection()
    )

    assert seen(table) == [[8, 7], [9, 12], [17, 19]]
    assert table.why == ()


def test_one_small_count_hides_a_cell_in_its_row_and_its_column():
    records = single({"A": {"x": 2, "y": 20, "z": 30}, "B": {"x": 20, "y": 9, "z": 30}})

    table = protect(
        records, ["x", "y", "z"], regions("A", "B"), is_multiple=False, protection=STRANGER
    )

    assert seen(table) == [[(0, 22), (0, 22), 30], [(0, 22), (7, 29), 30], [22, 29, 60]]
    assert table.why == (Step("hidden", (4,)),)


def test_a_group_of_one_mind_is_not_told():
    records = single({"A": {"x": 9}, "B": {"x": 10, "y": 12}})

    table = protect(
        records, ["x", "y"], regions("A", "B"), is_multiple=False, protection=Protection()
    )

    assert seen(table) == [[(0, 9), (0, 9)], [(10, 19), (3, 12)], [19, 12]]


def test_nobody_named_it_is_everybodys_answer():
    table = protect(
        yes_no({"A": (0, 9), "B": (9, 20)}),
        ["staff"],
        regions("A", "B"),
        is_multiple=True,
        protection=Protection(),
    )

    assert seen(table) == [[(0, 9)], [(0, 9)], [9]]


def test_all_named_it_is_hidden_in_the_total_as_well():
    table = protect(
        yes_no({"A": (9, 9), "B": (20, 20)}),
        ["staff"],
        regions("A", "B"),
        is_multiple=True,
        protection=Protection(),
    )

    assert seen(table) == [[(0, 9)], [(0, 20)], [(0, 29)]]


def test_a_zero_of_a_single_choice_is_hidden_where_it_would_tell_the_rest():
    records = single({None: {"yes": 12}})

    table = protect(records, ["yes", "no"], None, is_multiple=False, protection=Protection())

    assert seen(table) == [[(0, 12), (0, 12)]]


def test_a_single_possible_answer_says_everything_and_is_not_published():
    records = single({None: {"yes": 12}})

    table = protect(records, ["yes"], None, is_multiple=False, protection=Protection())

    assert (table.is_publishable, table.n, table.why) == (
        False,
        Cell(12, 12, 12),
        (Step("forced", (6,)),),
    )


def test_too_few_are_not_even_counted():
    table = protect(
        single({None: {"yes": 3, "no": 2}}),
        ["yes", "no"],
        None,
        is_multiple=False,
        protection=Protection(),
    )

    assert (table.cells, table.totals, table.n, table.why) == (
        (),
        (),
        Cell(None, 0, 5),
        (Step("too_few", (6,)),),
    )


def test_a_few_outside_every_class_cannot_be_subtracted():
    """District administrations count in the total; total minus groups would be their answers."""
    rows = {"A": {"x": 20, "y": 20}, "B": {"x": 20, "y": 20}, None: {"x": 2}}

    table = protect(
        single(rows), ["x", "y"], regions("A", "B"), is_multiple=False, protection=Protection()
    )

    assert seen(table) == [[(0, 40), (0, 40)], [(0, 40), (0, 40)], [42, 40]]


def test_six_districts_of_a_region_become_three():
    districts = {"A": 10, "B": 10, "C": 4, "D": 3, "E": 1, "F": 1}
    records = [
        Record(f"{code}{number}", code, ("x",) if number % 2 else ("y",))
        for code, size in districts.items()
        for number in range(size)
    ]

    table = protect(
        records, ["x", "y"], regions(*districts), is_multiple=False, protection=Protection()
    )

    assert table.groups == (("A",), ("B",), ("C", "D", "E", "F"))
    assert [size.count for size in table.sizes] == [10, 10, 9]
    assert table.why[0] == Step("merged", ("C", "D", "E", "F"))


def test_the_order_of_the_records_does_not_matter():
    records = single({"A": {"x": 2, "y": 20, "z": 30}, "B": {"x": 20, "y": 9, "z": 30}})

    tables = {
        protect(
            order, ["x", "y", "z"], regions("A", "B"), is_multiple=False, protection=Protection()
        )
        for order in (tuple(records), tuple(reversed(records)))
    }

    assert len(tables) == 1


@pytest.mark.parametrize("answer", [(), ("x", "y"), ("z",)])
def test_an_answer_that_does_not_fit_is_refused(answer):
    with pytest.raises(AnswerError) as refused:
        protect(
            [Record("a", None, answer)],
            ["x", "y"],
            None,
            is_multiple=False,
            protection=Protection(),
        )

    assert (refused.value.unit, refused.value.answer) == ("a", answer)


def test_a_class_the_axis_does_not_have_is_refused():
    with pytest.raises(ClassError):
        protect(
            [Record("a", "C", ("x",))],
            ["x"],
            regions("A"),
            is_multiple=False,
            protection=Protection(),
        )


def test_an_organisation_counts_once():
    with pytest.raises(TwiceError):
        protect(
            [Record("a", None, ("x",)), Record("a", None, ("x",))],
            ["x"],
            None,
            is_multiple=False,
            protection=Protection(),
        )
