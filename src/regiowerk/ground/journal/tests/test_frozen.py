from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from regiowerk.ground.journal.domain.frozen import canonical, fingerprint

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=12,
)


def test_a_record_is_written_one_way_only() -> None:
    content = {"b": [1, Decimal("2.50")], "a": "ä", "on": date(2022, 1, 24)}

    assert canonical(content) == '{"a":"ä","b":[1,"2.50"],"on":"2022-01-24"}'.encode()


@given(st.dictionaries(st.text(), VALUES))
def test_order_does_not_matter_and_nothing_is_lost(content: dict[str, object]) -> None:
    turned = dict(reversed(content.items()))

    assert fingerprint(turned) == fingerprint(content)
    assert json.loads(canonical(content)) == content


def test_every_change_changes_the_fingerprint() -> None:
    assert len({fingerprint({"a": value}) for value in (1, 2, "1", None, [1])}) == 5


def test_what_cannot_be_frozen_is_refused() -> None:
    with pytest.raises(TypeError):
        canonical({"a": object()})
