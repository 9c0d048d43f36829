import contextlib

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from regiowerk.listen.codes.domain.tree import (
    CircleError,
    CodeTree,
    Count,
    NameTakenError,
    Node,
)

# A busy machine is no finding.
CALM = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
#  1 Hemmnisse          5 Ziele
#    2 Personal           6 Personal
#      3 Fachkräfte
#    4 Geld
TREE = CodeTree.of(
    [
        Node(1, None, "Hemmnisse", 1),
        Node(5, None, "Ziele", 2),
        Node(4, 1, "Geld", 2),
        Node(2, 1, "Personal", 1),
        Node(3, 2, "Fachkräfte", 1),
        Node(6, 5, "Personal", 1),
    ]
)


def merged(code, into):
    nodes = dict(TREE.nodes)
    old = nodes[code]
    nodes[code] = Node(old.id, old.parent, old.name, old.position, into)
    return CodeTree(nodes)


def test_a_tree_is_read_from_the_top_in_its_order():
    assert [(depth, node.name) for depth, node in TREE.walk()] == [
        (0, "Hemmnisse"),
        (1, "Personal"),
        (2, "Fachkräfte"),
        (1, "Geld"),
        (0, "Ziele"),
        (1, "Personal"),
    ]


def test_a_path_tells_codes_of_the_same_name_apart():
    assert (TREE.path(2), TREE.path(6)) == ("Hemmnisse › Personal", "Ziele › Personal")


@pytest.mark.parametrize(("code", "under"), [(1, 1), (1, 3), (2, 3)])
def test_no_code_stands_above_itself(code, under):
    with pytest.raises(CircleError):
        TREE.check_move(code, under)


@pytest.mark.parametrize(("code", "under"), [(6, 1), (2, 5)])
def test_a_name_stands_once_under_a_code(code, under):
    with pytest.raises(NameTakenError):
        TREE.check_move(code, under)


def test_a_code_may_stay_where_it_is_and_go_where_its_name_is_free():
    TREE.check_move(2, 1)
    TREE.check_move(3, None)


def test_the_case_of_a_name_does_not_make_another_one():
    with pytest.raises(NameTakenError):
        TREE.check_name("PERSONAL", 1)


def test_a_merged_code_counts_as_the_other_one():
    tree = merged(4, into=2)

    assert (
        tree.standing(4),
        [node.name for node in tree.children(1)],
        tree.counted_as({2}),
        tree.by_path().keys() >= {"Hemmnisse › Geld"},
    ) == (2, ["Personal"], {2, 4}, False)


def test_what_stood_under_a_merged_code_stands_under_what_it_counts_as():
    assert merged(2, into=4).path(3) == "Hemmnisse › Geld › Fachkräfte"


def test_a_code_is_not_merged_into_itself_or_what_is_below_it():
    for into in (2, 3):
        with pytest.raises(CircleError):
            TREE.check_merge(2, into)


def test_a_merger_that_would_make_two_of_one_name_is_refused():
    nodes = {**TREE.nodes, 7: Node(7, 4, "fachkräfte", 1)}
    with pytest.raises(NameTakenError):
        CodeTree(nodes).check_merge(2, 4)


def test_a_code_comes_back_only_where_its_name_is_free():
    nodes = {**merged(4, into=2).nodes, 7: Node(7, 1, "Geld", 3)}
    with pytest.raises(NameTakenError):
        CodeTree(nodes).check_restore(4)


def test_a_source_counts_once_for_everything_above_it():
    counts = TREE.counts({3: {"Brakel", "Höxter"}, 2: {"Brakel"}, 4: {"Verl"}})

    assert {TREE.path(code): count for code, count in counts.items()} == {
        "Hemmnisse": Count(0, 3),
        "Hemmnisse › Personal": Count(1, 2),
        "Hemmnisse › Personal › Fachkräfte": Count(2, 2),
        "Hemmnisse › Geld": Count(1, 1),
        "Ziele": Count(0, 0),
        "Ziele › Personal": Count(0, 0),
    }


def test_what_is_coded_with_a_merged_code_counts_once_with_the_other():
    counts = merged(4, into=2).counts({2: {"Brakel"}, 4: {"Brakel", "Verl"}})

    assert (counts[2], counts[1]) == (Count(2, 2), Count(0, 2))


class Arranging(RuleBasedStateMachine):
    """Codes are added, moved, merged and taken out again, in any order."""

    def __init__(self):
        super().__init__()
        self.nodes: dict[int, Node] = {}

    @property
    def tree(self):
        return CodeTree(dict(self.nodes))

    def _standing(self, number):
        found = [node.id for _depth, node in self.tree.walk()]
        return found[number % len(found)]

    @rule(number=st.integers(0, 50), name=st.sampled_from("abcdef"), at_the_top=st.booleans())
    def add(self, number, name, at_the_top):
        under = None if at_the_top or not self.nodes else self._standing(number)
        with contextlib.suppress(NameTakenError):
            self.tree.check_name(name, under)
            self.nodes[len(self.nodes)] = Node(len(self.nodes), under, name, number)

    @precondition(lambda self: self.nodes)
    @rule(code=st.integers(0, 50), under=st.integers(0, 50))
    def move(self, code, under):
        code, under = self._standing(code), self._standing(under)
        with contextlib.suppress(NameTakenError, CircleError):
            self.tree.check_move(code, under)
            self._put(code, parent=under)

    @precondition(lambda self: self.nodes)
    @rule(code=st.integers(0, 50), into=st.integers(0, 50))
    def merge(self, code, into):
        code, into = self._standing(code), self._standing(into)
        with contextlib.suppress(NameTakenError, CircleError):
            self.tree.check_merge(code, into)
            children = self.tree.children(code)
            self._put(code, merged_into=into)
            for child in children:
                self._put(child.id, parent=into)

    @precondition(lambda self: any(node.merged_into is not None for node in self.nodes.values()))
    @rule(number=st.integers(0, 50))
    def restore(self, number):
        found = [node.id for node in self.nodes.values() if node.merged_into is not None]
        code = found[number % len(found)]
        with contextlib.suppress(NameTakenError):
            self.tree.check_restore(code)
            self._put(code, parent=self.tree.parent(code), merged_into=None)

    def _put(self, code, **changed):
        old = self.nodes[code]
        told = {"parent": old.parent, "merged_into": old.merged_into, **changed}
        self.nodes[code] = Node(old.id, told["parent"], old.name, old.position, told["merged_into"])

    @invariant()
    def every_standing_code_is_read_exactly_once(self):
        tree = self.tree
        read = [node.id for _depth, node in tree.walk()]
        standing = [node.id for node in self.nodes.values() if node.merged_into is None]
        assert sorted(read) == sorted(standing)

    @invariant()
    def paths_are_unique(self):
        assert len(self.tree.by_path()) == sum(1 for _ in self.tree.walk())

    @invariant()
    def merged_codes_count_as_a_standing_one(self):
        tree = self.tree
        assert all(tree.nodes[tree.standing(one)].merged_into is None for one in self.nodes)

    @invariant()
    def nothing_coded_is_lost(self):
        tree = self.tree
        counts = tree.counts({code: {code} for code in self.nodes})
        assert sum(count.own for count in counts.values()) == len(self.nodes)
        roots = [counts[node.id].with_below for node in tree.children(None)]
        assert sum(roots) == len(self.nodes)


TestArranging = Arranging.TestCase
TestArranging.settings = settings(CALM, max_examples=60, stateful_step_count=30)


@CALM
@given(st.dictionaries(st.sampled_from([1, 2, 3, 4, 5, 6]), st.sets(st.integers(0, 9))))
def test_a_count_is_never_more_than_all_sources_together(sources):
    everything = set().union(*sources.values()) if sources else set()

    assert all(
        count.own <= count.with_below <= len(everything) for count in TREE.counts(sources).values()
    )
