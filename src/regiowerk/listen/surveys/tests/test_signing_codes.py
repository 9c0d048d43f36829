from datetime import timedelta
from hashlib import sha256

import pytest

from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.notices.domain.letters import digits_of
from regiowerk.ground.notices.models import Mail
from regiowerk.ground.notices.queries import unseal
from regiowerk.ground.people.tests.factories import AT
from regiowerk.listen.surveys import actions
from regiowerk.listen.surveys.domain.signing import CodeProblem, as_typed, hidden
from regiowerk.listen.surveys.models import (
    SigningCode,
)
from regiowerk.listen.surveys.queries.submissions import draft_of
from regiowerk.listen.surveys.tests.signing_world import a_signature, waiting


def code_in(seal="siegel"):
    return digits_of(unseal(seal))


def test_a_code_is_mailed_and_no_table_holds_it(participation):
    link = waiting(participation)
    Mail.objects.all().delete()
    actions.send_code(link=link, seal="siegel", at=AT)

    sent, kept = Mail.objects.get(), SigningCode.objects.get()
    assert (sent.to, "{code:siegel}" in sent.text, code_in() in sent.text) == (
        "rat@example.org",
        True,
        False,
    )
    assert kept.code_hash not in {sha256(code_in().encode()).hexdigest(), code_in()}
    assert actions.try_code(link=link, typed=code_in(), at=AT) is None


@pytest.mark.parametrize("text", ["123 456", "123-456", " 123456 ", "12 34 56"])
def test_codes_are_read_as_people_type_them(text):
    assert as_typed(text) == "123456"


@pytest.mark.parametrize("text", ["12345", "1234567", "abcdef", "١٢٣٤٥٦", ""])
def test_what_is_not_six_digits_is_no_code(text):
    assert as_typed(text) == ""


def test_after_five_tries_even_the_right_code_opens_nothing(participation):
    link = waiting(participation)
    actions.send_code(link=link, seal="siegel", at=AT)
    wrong = f"{(int(code_in()) + 1) % 1_000_000:06d}"
    tried = [actions.try_code(link=link, typed=wrong, at=AT) for _try in range(5)]

    assert tried == [CodeProblem.WRONG] * 5
    assert actions.try_code(link=link, typed=code_in(), at=AT) is CodeProblem.TOO_MANY_TRIES


@pytest.mark.parametrize(
    ("minutes", "problem"), [(14, None), (15, CodeProblem.EXPIRED), (60, CodeProblem.EXPIRED)]
)
def test_a_code_works_for_a_quarter_of_an_hour(participation, minutes, problem):
    link = waiting(participation)
    actions.send_code(link=link, seal="siegel", at=AT)
    later = AT + timedelta(minutes=minutes)

    assert actions.try_code(link=link, typed=code_in(), at=later) is problem


def test_only_the_last_code_counts_and_no_second_within_a_minute(participation):
    link = waiting(participation)
    actions.send_code(link=link, seal="eins", at=AT)
    with pytest.raises(actions.TooManyCodesError):
        actions.send_code(link=link, seal="zwei", at=AT + timedelta(seconds=59))
    actions.send_code(link=link, seal="drei", at=AT + timedelta(minutes=1))

    at = AT + timedelta(minutes=2)
    assert actions.try_code(link=link, typed=code_in("eins"), at=at) is CodeProblem.WRONG
    assert actions.try_code(link=link, typed=code_in("drei"), at=at) is None


def test_no_more_than_six_codes_an_hour(participation):
    link = waiting(participation)
    for minute in range(6):
        actions.send_code(link=link, seal=str(minute), at=AT + timedelta(minutes=2 * minute))
    with pytest.raises(actions.TooManyCodesError):
        actions.send_code(link=link, seal="zu viel", at=AT + timedelta(minutes=20))


def test_a_code_signs_once(participation):
    link = waiting(participation)
    actions.send_code(link=link, seal="siegel", at=AT)
    actions.sign(
        participation=participation,
        signature=a_signature(link=link),
        seen=draft_of(participation, AT).content_hash,
        by=Actor(user_label="Rita Rat"),
        at=AT,
    )

    assert actions.try_code(link=link, typed=code_in(), at=AT) is CodeProblem.NONE_SENT


@pytest.mark.parametrize(
    ("email", "shown"), [("rat@example.org", "r…t@example.org"), ("a@b.de", "a…@b.de")]
)
def test_an_address_is_shown_without_telling_it(email, shown):
    assert hidden(email) == shown
