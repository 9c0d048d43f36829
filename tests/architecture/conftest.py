"""How offenders are shown: one below the other, all of them with -vv."""

from __future__ import annotations


def pytest_assertrepr_compare(op: str, left: object, right: object) -> list[str] | None:
    """`assert [...] == []` is how the tests of the house say what does not belong there."""
    if op != "==" or right != [] or not isinstance(left, list):
        return None
    return [f"{len(left)} too many:", *(str(one) for one in left)]
