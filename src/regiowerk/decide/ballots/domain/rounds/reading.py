"""Panels and counts from the words they were kept in.  Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from regiowerk.decide.ballots.domain.explaining import Fact
from regiowerk.decide.ballots.domain.rounds.appraising import Apart, Appraised, Line, Turn
from regiowerk.decide.ballots.domain.rounds.counting import Counted, Held
from regiowerk.decide.ballots.domain.rounds.firmness import Chance, Change, Firmness, Tipping
from regiowerk.decide.ballots.domain.rounds.panels import (
    Dissent,
    Gap,
    Group,
    Panel,
    Served,
    Spread,
)
from regiowerk.decide.ballots.domain.rounds.variants import Compared, Variant
from regiowerk.decide.ballots.domain.ties import Tiers

type Words = Mapping[str, Any]


def panels_from(text: str) -> tuple[Panel, ...]:
    """Panels from canonical JSON."""
    return tuple(_read_panel(words) for words in json.loads(text)["panels"])


def _read_panel(words: Mapping[str, Any]) -> Panel:
    return Panel(
        chamber=words["chamber"],
        counted=read_counted(words["counted"]),
        compared=words["compared"] and _read_compared(words["compared"]),
        firmness=words["firmness"] and _read_firmness(words["firmness"]),
        served=Served(
            tuple(
                Group(one["name"], int(one["voters"]), Fraction(one["served"]))
                for one in words["served"]["groups"]
            ),
            tuple(words["served"]["unserved"]),
        ),
        reasons={
            key: tuple(Fact(one["kind"], one["values"]) for one in facts)
            for key, facts in words["reasons"].items()
        },
        dissent=words["dissent"] and _read_dissent(words["dissent"]),
        # Panels that were kept before options could be rated do not name it.
        appraised=_read_appraised(words["appraised"]) if words.get("appraised") else None,
    )


def read_counted(words: Words) -> Counted:
    """The result of a chamber."""
    return Counted(
        chamber=words["chamber"],
        entitled=int(words["entitled"]),
        took_part=int(words["took_part"]),
        quorum=Fraction(words["quorum"]),
        is_quorate=words["is_quorate"],
        values=_fractions(words["values"]),
        tiers=_tiers(words["tiers"]),
        chosen=tuple(words["chosen"]),
        reserve=tuple(words["reserve"]),
        held_back={key: Held(why) for key, why in words["held_back"].items()},
        spent=int(words["spent"]),
    )


def _fractions(words: Words) -> dict[str, Fraction]:
    return {key: Fraction(value) for key, value in words.items()}


def _fraction(word: str | None) -> Fraction | None:
    return None if word is None else Fraction(word)


def _tiers(words: list[list[str]]) -> Tiers:
    return tuple(frozenset(tier) for tier in words)


def _read_compared(words: Words) -> Compared:
    variants = tuple(
        Variant(one["kind"], one["name"], frozenset(one["leading"]), _tiers(one["tiers"]))
        for one in words["variants"]
    )
    groups = (frozenset(words[name]) for name in ("always", "depends", "never"))
    return Compared(variants, *groups)


def _read_firmness(words: Words) -> Firmness:
    return Firmness(
        singles=tuple(map(_change, words["singles"])),
        pairs=tuple(map(_change, words["pairs"])),
        pairs_tried=int(words["pairs_tried"]),
        tipping=tuple(
            Tipping(
                one["voter"],
                Fraction(one["weight"]),
                _fraction(one["below"]),
                _fraction(one["above"]),
            )
            for one in words["tipping"]
        ),
        chances={
            key: Chance(Fraction(one["leads"]), int(one["low"]), int(one["high"]))
            for key, one in words["chances"].items()
        },
        draws=int(words["draws"]),
        close=frozenset(words["close"]),
        missing={key: int(number) for key, number in words["missing"].items()},
    )


def _change(words: Words) -> Change:
    return Change(tuple(words["voters"]), frozenset(words["gained"]), frozenset(words["lost"]))


def _read_dissent(words: Words) -> Dissent:
    return Dissent(
        consensus=Fraction(words["consensus"]),
        spreads={
            key: Spread(**{name: Fraction(value) for name, value in one.items()})
            for key, one in words["spreads"].items()
        },
        gaps=tuple(
            Gap(one["key"], one["voter"], Fraction(one["own"]), Fraction(one["group"]))
            for one in words["gaps"]
        ),
    )


def _read_appraised(words: Words) -> Appraised:
    return Appraised(
        lines=tuple(
            Line(
                one["option"],
                one["criterion"],
                {who: int(mark) for who, mark in one["marks"].items()},
                _fraction(one["points"]),
            )
            for one in words["lines"]
        ),
        apart=tuple(
            Apart(
                one["option"],
                one["criterion"],
                int(one["low"]),
                tuple(one["low_by"]),
                int(one["high"]),
                tuple(one["high_by"]),
            )
            for one in words["apart"]
        ),
        leads=_fractions(words["leads"]),
        draws=int(words["draws"]),
        turns=tuple(
            Turn(
                one["criterion"],
                Fraction(one["weight"]),
                Fraction(one["turn"]),
                tuple(one["leaders"]),
            )
            for one in words["turns"]
        ),
    )
