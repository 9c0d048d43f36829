from __future__ import annotations

import hashlib

import pytest

from regiowerk.decide.goals.domain.freezing import (
    CitedFinding,
    Difference,
    FrozenBranch,
    FrozenGoal,
    FrozenIndicator,
    FrozenTree,
    cited_from,
    copy_of,
    difference,
    hash_of,
    is_basis_changed,
    text_of,
    tree_from,
)


def a_frozen_goal(key: str = "a", title: str = "Ziel") -> FrozenGoal:
    return FrozenGoal(
        key=key,
        level="guiding",
        title=title,
        explanation="",
        horizon="",
        responsible="",
        position=1,
        branches=(FrozenBranch("", 100, None),),
        indicator=FrozenIndicator("Portale", "Kommunen", "0", None, "29", 2025, "Abfrage"),
        evidence=("f" * 64,),
    )


def test_the_text_says_everything_and_comes_back() -> None:
    tree = FrozenTree("muster", (a_frozen_goal(),), (("a", "b"),))

    assert tree_from(text_of(tree)) == tree
    assert hash_of(text_of(tree)) == hashlib.sha256(text_of(tree).encode()).hexdigest()


def test_every_word_changes_the_hash() -> None:
    one = FrozenTree("muster", (a_frozen_goal(),), ())
    other = FrozenTree("muster", (a_frozen_goal(title="Ziel."),), ())

    assert hash_of(text_of(one)) != hash_of(text_of(other))


@pytest.mark.parametrize("text", ["{}", "[]", '{"format":"regiowerk-goal-tree/9"}'])
def test_what_is_no_frozen_tree_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no frozen goal tree"):
        tree_from(text)


def test_the_difference_names_what_came_went_and_changed() -> None:
    before = FrozenTree("muster", (a_frozen_goal("a"), a_frozen_goal("b")), ())
    after = FrozenTree("muster", (a_frozen_goal("b", "anders"), a_frozen_goal("c")), ())

    assert difference(before, after) == Difference(("c",), ("a",), ("b",))
    assert difference(before, before).is_none


def test_a_cited_finding_that_reads_otherwise_is_a_changed_basis() -> None:
    cited = CitedFinding("personal", "obstacle", "Es gibt wenig Personal.", "", ("Bericht",))
    copy = copy_of(cited)

    assert cited_from(copy) == cited
    assert not is_basis_changed(hash_of(copy), cited)
    assert is_basis_changed(hash_of(copy), CitedFinding("personal", "obstacle", "Anders.", "", ()))
    assert is_basis_changed(hash_of(copy), None)
