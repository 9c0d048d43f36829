from datetime import UTC, datetime, timedelta

import pytest

from regiowerk.ground.notices.domain.ladder import next_try
from regiowerk.ground.notices.domain.letters import SITE, addressed, sealed

AT = datetime(2022, 1, 24, 9, 0, tzinfo=UTC)


def test_a_failed_mail_is_tried_again_five_times():
    steps = [next_try(attempts, AT) for attempts in range(1, 8)]

    assert [step - AT if step else None for step in steps] == [
        timedelta(minutes=1),
        timedelta(minutes=10),
        timedelta(hours=1),
        timedelta(hours=6),
        timedelta(hours=24),
        None,
        None,
    ]


def test_there_is_no_next_try_before_the_first():
    with pytest.raises(ValueError, match="after the first attempt"):
        next_try(0, AT)


@pytest.mark.parametrize("site", ["https://hier.example", "https://hier.example/"])
def test_links_lead_to_the_site(site):
    text = addressed(f"{SITE}/konto/ {SITE}/anmelden/", site=site, unseal=str.upper)

    assert text == "https://hier.example/konto/ https://hier.example/anmelden/"


def test_a_sealed_name_becomes_its_secret():
    text = addressed(f"a {sealed('b-_1')} c", site="", unseal=str.upper)

    assert text == "a B-_1 c"


def test_braces_of_others_stay():
    assert addressed("{x} {sealed:} {sealed:a b}", site="", unseal=str.upper) == (
        "{x} {sealed:} {sealed:a b}"
    )
