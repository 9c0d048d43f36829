"""One question, published again and again while organisations come in and change their minds."""

import pytest

from regiowerk.listen.surveys.domain.disclosure.protecting import protect
from regiowerk.listen.surveys.domain.disclosure.releases import (
    Published,
    Refusal,
    ReleaseImage,
    check_release,
    image_of,
    version_of,
)
from regiowerk.listen.surveys.domain.disclosure.tables import (
    Axis,
    Protection,
    Record,
)

ALL = frozenset(f"u{number:02}" for number in range(40))


def image(members: frozenset[str], changed: frozenset[str] = frozenset()) -> ReleaseImage:
    return ReleaseImage((Published((), members),), {unit: str(unit in changed) for unit in members})


def some(number: int) -> frozenset[str]:
    return frozenset(sorted(ALL)[:number])


def test_the_first_release_has_nothing_to_be_compared_with():
    assert check_release(image(ALL), [], Protection()) == ()


@pytest.mark.parametrize(
    ("new", "kind", "number"),
    [
        (image(some(31)), "came", 1),
        (image(some(35)), "came", 5),
        (image(some(28)), "left", 2),
        (image(some(30), some(3)), "changed", 3),
    ],
)
def test_a_release_that_differs_by_a_few_is_refused(new, kind, number):
    refused = check_release(new, [image(some(30))], Protection())

    assert refused == (Refusal(kind, 0, (), (), number),)


@pytest.mark.parametrize(
    "new", [image(some(30)), image(some(36)), image(some(20)), image(some(30), some(12))]
)
def test_a_release_that_differs_by_nobody_or_by_many_is_published(new):
    assert check_release(new, [image(some(30))], Protection()) == ()


def test_a_release_is_compared_with_every_earlier_one():
    refused = check_release(image(some(32)), [image(some(40)), image(some(30))], Protection())

    assert refused == (Refusal("came", 1, (), (), 2),)


def test_a_group_is_compared_with_other_groups_it_overlaps():
    new = ReleaseImage((Published(("small",), some(19)),), dict.fromkeys(ALL, ""))
    old = ReleaseImage((Published(("north",), some(20)),), dict.fromkeys(ALL, ""))

    assert check_release(new, [old], Protection()) == (
        Refusal("left", 0, ("small",), ("north",), 1),
    )


def test_groups_that_merely_overlap_are_subtracted_as_a_whole():
    new = ReleaseImage((Published(("small",), some(20)),), {})
    apart = ReleaseImage((Published(("north",), ALL - some(3)),), {})
    alike = ReleaseImage((Published(("south",), (some(22) - some(2))),), {})

    assert check_release(new, [apart, alike], Protection()) == (
        Refusal("differs", 1, ("small",), ("south",), 4),
    )


def test_an_image_keeps_members_and_since_when_they_answered_so():
    answers = {f"u{number}": ("x",) if number < 8 else ("y",) for number in range(16)}
    records = [Record(version_of(unit, 2), "A", given) for unit, given in answers.items()]

    table = protect(
        records, ["x", "y"], Axis(("A",), False), is_multiple=False, protection=Protection()
    )

    assert image_of([table]) == ReleaseImage(
        (Published(("A",), frozenset(answers)), Published((), frozenset(answers))),
        dict.fromkeys(answers, "2"),
    )
