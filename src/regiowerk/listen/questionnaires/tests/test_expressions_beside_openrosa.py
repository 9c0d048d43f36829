"""Several hundred expressions with the answers chosen here, and those of Enketo's engine beside them."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from regiowerk.listen.questionnaires.domain.expressions import (
    Surroundings,
    evaluate,
    read_submission,
)

TABLE = Path(__file__).with_name("expressions.tsv")
INSTANCE = """<r id="kommunen"><town>Bad Driburg</town><staff>12</staff><share>0.5</share><blank/>
<spaced>  zwei   Worte </spaced><day>2026-02-28</day><stamp>2026-02-28T09:05:07.012+01:00</stamp>
<chosen>bau sozial</chosen><wanted>Wohngeld</wanted><two>2</two>
<shape>51.7 8.7 0 0;51.8 8.7 0 0;51.8 8.8 0 0;51.7 8.7 0 0</shape><group><inner>in</inner></group>
<service><code>bau</code><name>Bauantrag</name><cases>250</cases><level>2</level></service>
<service><code>wohn</code><name>Wohngeld</name><cases/><level>2</level></service>
<service><code>um</code><name>Ummeldung</name><cases>1200</cases><level>3</level></service></r>"""
TREE = read_submission(INSTANCE.encode())
SURROUNDINGS = Surroundings(date(2026, 3, 1), datetime(2026, 3, 1, tzinfo=UTC))


def lines() -> Iterator[list[str]]:
    for line in TABLE.read_text().splitlines():
        if not line.startswith("#"):
            yield line.split("\t")


@pytest.mark.parametrize(("expression", "kind", "value"), [line[:3] for line in lines()])
def test_an_expression_gives_what_the_table_says(expression: str, kind: str, value: str) -> None:
    found = evaluate(expression, TREE, surroundings=SURROUNDINGS)
    assert found.type == kind
    if kind == "error":
        assert str(found.value).startswith(value)
    elif isinstance(found.value, float) and math.isfinite(found.value):
        assert found.value == pytest.approx(json.loads(value), rel=1e-12, abs=1e-15)
    else:
        assert found.plain() == json.loads(value)


def test_the_table_is_large_and_most_of_it_is_agreed_on() -> None:
    table = list(lines())
    assert len({line[0] for line in table}) == len(table) >= 480
    assert sum(len(line) > 3 for line in table) < 90
