from __future__ import annotations

import pytest

from regiowerk.ground.journal.domain.frozen import canonical
from regiowerk.listen.questionnaires.domain.instrument import (
    Choice,
    Group,
    Instrument,
    Kind,
    Prefill,
    Question,
    Repeat,
    SignOff,
    Visibility,
)
from regiowerk.listen.questionnaires.domain.storage import (
    UnknownFormatError,
    instrument_from,
    plain,
)

SMALL = Instrument(
    key="probe",
    title={"de": "Probe", "en": "Trial"},
    items=(
        Question("greeting", Kind.NOTE, label={"de": "Guten Tag"}),
        Group(
            "staff",
            (
                Question(
                    "posts",
                    Kind.DECIMAL,
                    required="true()",
                    visibility=Visibility.REGION,
                    sign_off=SignOff.DEPARTMENT,
                    prefill=Prefill.LAST_WAVE,
                    min_cell=7,
                    is_core=True,
                    disabled={"relevant": "is_empty(Q1.NAOK)"},
                ),
                Repeat("services", (Question("name", Kind.TEXT),), count="3"),
            ),
            minutes=5,
        ),
    ),
    choice_lists={
        "yes_no": (Choice("yes", {"de": "ja"}), Choice("no", {"de": "nein"}, {"x": "1"}))
    },
    languages=("de", "en"),
)


def test_comes_back_as_it_was_stored() -> None:
    stored = canonical(plain(SMALL)).decode()
    assert instrument_from(stored) == SMALL
    assert canonical(plain(instrument_from(stored))).decode() == stored


def test_leaves_out_what_says_nothing() -> None:
    assert plain(SMALL)["items"][0] == {
        "kind": "note",
        "label": {"de": "Guten Tag"},
        "name": "greeting",
    }


def test_refuses_a_definition_of_another_program() -> None:
    with pytest.raises(UnknownFormatError):
        instrument_from('{"format": "other/9"}')
