"""What docs/algorithms/small-numbers.md shows is what happens."""

from __future__ import annotations

import doctest
from pathlib import Path

PAGE = Path(__file__).parents[5] / "docs/algorithms/small-numbers.md"


def test_the_worked_example_is_run():
    found = doctest.testfile(str(PAGE), module_relative=False)

    assert (found.failed, found.attempted > 8) == (0, True)
