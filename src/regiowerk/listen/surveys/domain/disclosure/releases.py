"""Whether a new release may follow earlier ones: nobody is to be read off their difference.  Pure.

A release is what was published at one time.  Its image keeps who stood in which published group,
and since which of its submissions every organisation has answered as it did: so a changed answer is
noticed without keeping the answer, in any installation the register is brought to.
The check comes first and is about numbers of organisations; `protect` with the earlier tables as
`published` then guards the figures themselves.  Differencing: Hundepool and others (2012), 2.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from regiowerk.listen.surveys.domain.disclosure.tables import Protection, SafeTable

MARK = "@"


@dataclass(frozen=True, slots=True)
class Published:
    """A group whose figures were published.  The total has no codes."""

    codes: tuple[str, ...]
    members: frozenset[str]  # organisations


@dataclass(frozen=True, slots=True)
class ReleaseImage:
    """What has to be kept of a release to compare later ones with it."""

    groups: tuple[Published, ...]
    answers: Mapping[str, str]  # organisation -> number of the submission that first said so


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a release may not be published: too few came, left, changed, or differ between groups."""

    kind: str  # came, left, changed, differs
    release: int  # place of the earlier release
    codes: tuple[str, ...]
    earlier: tuple[str, ...]
    number: int


def version_of(organisation: str, submission: int) -> str:
    """The `unit` of a record: another one as soon as the answer is another one.

    `submission` is the number of the first of its submissions with the same answer.
    """
    return f"{organisation}{MARK}{submission}"


def image_of(tables: Sequence[SafeTable]) -> ReleaseImage:
    """The image of tables whose records had `version_of` as their units."""
    groups: dict[tuple[tuple[str, ...], frozenset[str]], None] = {}
    answers: dict[str, str] = {}
    for table in tables:
        if not table.everyone:
            continue
        named = [*zip(table.groups, table.members, strict=True), ((), table.everyone)]
        for codes, units in named:
            groups[codes, frozenset(_split(unit)[0] for unit in units)] = None
        answers |= dict(_split(unit) for unit in table.everyone)
    return ReleaseImage(tuple(Published(codes, members) for codes, members in groups), answers)


def _split(unit: str) -> tuple[str, str]:
    organisation, _, number = unit.rpartition(MARK)
    return (organisation, number) if organisation else (unit, "")


def check_release(
    new: ReleaseImage, earlier: Sequence[ReleaseImage], protection: Protection
) -> tuple[Refusal, ...]:
    """All reasons against the release, in the order of the earlier ones; none: it may be published."""
    few = range(1, protection.least)
    return tuple(
        Refusal(kind, place, group.codes, before.codes, number)
        for place, image in enumerate(earlier)
        for group in new.groups
        for before in image.groups
        for kind, number in _differences(group, before, new.answers, image.answers)
        if number in few
    )


def _differences(
    new: Published, old: Published, answers: Mapping[str, str], before: Mapping[str, str]
) -> Iterator[tuple[str, int]]:
    """Sizes that can be had by subtracting two groups.

    Groups that merely overlap are subtracted only as a whole: what came is not told from what left.
    """
    both = new.members & old.members
    if not both:
        return
    came, left = len(new.members - both), len(old.members - both)
    changed = sum(answers.get(unit) != before.get(unit) for unit in both)
    if new.codes == old.codes or not came or not left:
        yield from (("came", came), ("left", left), ("changed", changed))
    else:
        yield "differs", came + left + changed
