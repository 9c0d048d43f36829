from itertools import count

import pytest

from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.notices.models import Mail
from regiowerk.ground.people.tests.factories import AT
from regiowerk.ground.process.tests.factories import deeds
from regiowerk.listen.surveys import actions
from regiowerk.listen.surveys.domain.passages import Passage, PassageError
from regiowerk.listen.surveys.models import Participation, Quotation
from regiowerk.listen.surveys.queries.exports.classes import Audience
from regiowerk.listen.surveys.queries.open_answers import open_answer, open_answers
from regiowerk.listen.surveys.queries.quotations import (
    outdated,
    quotation_for,
    quotations_for,
    waiting_for,
)
from regiowerk.listen.surveys.tests.factories import a_quotation, a_writer, answered
from regiowerk.listen.surveys.tests.signing_world import signed, whole
from regiowerk.listen.surveys.tests.town_hall import GOAL

pytestmark = pytest.mark.django_db

OFFICE = Actor(user_label="Eva Beispiel", organisation_label="Stadt Mitte")
TEXT = "Wir wollen mehr online. Uns fehlen aber Leute."
WORDS = "Uns fehlen aber Leute."


def handed_in(participation, text=TEXT):
    """The organisation wrote something and handed it in."""
    whole(participation)
    answered(participation, GOAL, text)
    Participation.objects.filter(pk=participation.pk).update(state="in_sign_off")
    participation.refresh_from_db()
    return signed(participation)


def the_answer(participation):
    key = participation.organisation.key
    found = open_answer(participation.wave, key, GOAL, "de")
    assert found is not None
    return found


def proposed(participation, *, words=WORDS, text="", visibility="region", is_named=False, at=AT):
    start = TEXT.index(words)
    return actions.propose_quotation(
        answer=the_answer(participation),
        passage=Passage(start, start + len(words)),
        wish=actions.Wish(text or words, visibility, is_named, "Für den Zwischenbericht"),
        tokens=(f"zitat-{number}" for number in count()),
        by=OFFICE,
        at=at,
    )


def approved(quotation, **changed):
    wanted = {"text": quotation.text, "visibility": quotation.visibility, "is_named": False}
    actions.approve_quotation(
        quotation=quotation, writer=a_writer(), at=AT, **{**wanted, **changed}
    )
    return quotation


def test_a_proposal_keeps_the_words_as_they_were_handed_in(participation):
    submission = handed_in(participation)
    before = len(deeds())

    proposed(participation, text="Es fehlen Leute.")

    kept = Quotation.objects.get()
    assert (
        (kept.submission, kept.number, kept.path, kept.rows, kept.words, kept.text),
        (kept.state, kept.decided_at, TEXT[kept.start : kept.end]),
        deeds()[before:],
    ) == (
        (submission, 1, "/plans/goal", "", WORDS, "Es fehlen Leute."),
        ("proposed", None, WORDS),
        [("quotation.proposed", "Stadt Nebel, Digitale Verwaltung")],
    )


def test_the_organisation_gets_one_mail_a_day(participation):
    handed_in(participation)
    before = Mail.objects.count()

    proposed(participation)
    proposed(participation, words="Wir wollen mehr online.")

    mails = Mail.objects.order_by("pk")[before:]
    assert [(mail.to, mail.subject) for mail in mails] == [
        ("muster@example.org", "Dürfen wir Sie zitieren? Digitale Verwaltung")
    ]


def test_words_that_are_not_in_the_answer_cannot_be_quoted(participation):
    handed_in(participation)

    with pytest.raises(PassageError):
        actions.propose_quotation(
            answer=the_answer(participation),
            passage=Passage(0, 900),
            wish=actions.Wish("Worte", "region", False),
            tokens=iter(["zitat"]),
            by=OFFICE,
            at=AT,
        )
    assert Quotation.objects.count() == 0


def test_nobody_uses_words_the_organisation_has_not_agreed_to(participation, process):
    handed_in(participation)
    quotation = proposed(participation)
    waiting = quotations_for(process, Audience.OFFICE)
    actions.decline_quotation(quotation=quotation, reason="Nein", writer=a_writer(), at=AT)

    assert (waiting, quotations_for(process, Audience.OFFICE)) == ((), ())


def test_the_organisation_decides_on_words_circle_and_name(participation, process):
    handed_in(participation)
    quotation = approved(
        proposed(participation, visibility="public", is_named=True),
        text="Es fehlen Leute.",
        visibility="region",
    )

    (found,) = quotations_for(process, Audience.REGION)
    assert (
        (found.text, found.who, found.visibility, found.question, found.survey, found.wave),
        quotations_for(process, Audience.PUBLIC),
        quotation.words,
        quotation_for(process, Audience.REGION, quotation.pk),
        found.content_hash == quotation.content_hash,
    ) == (
        ("Es fehlen Leute.", "", "region", "Frage goal", "Digitale Verwaltung", "Welle 1"),
        (),
        WORDS,
        found,
        True,
    )


def test_who_said_it_stands_there_only_if_they_want_it(participation, process):
    handed_in(participation)
    approved(proposed(participation, visibility="public"), is_named=True)

    assert [one.who for one in quotations_for(process, Audience.PUBLIC)] == ["Stadt Nebel"]


def test_a_decision_may_be_changed_later_and_what_cites_it_notices(participation, process):
    handed_in(participation)
    quotation = approved(proposed(participation))
    cited = quotation.content_hash

    actions.decline_quotation(quotation=quotation, reason="", writer=a_writer(), at=AT)

    assert (quotation_for(process, Audience.OFFICE, quotation.pk), quotation.content_hash) != (
        None,
        cited,
    )
    assert quotation.content_hash != cited


def test_the_office_takes_back_only_what_is_not_decided(participation):
    handed_in(participation)
    quotation, other = approved(proposed(participation)), proposed(participation)

    actions.take_back_quotation(quotation=other, by=OFFICE, at=AT)
    with pytest.raises(actions.QuotationDecidedError):
        actions.take_back_quotation(quotation=quotation, by=OFFICE, at=AT)

    assert (list(Quotation.objects.all()), waiting_for(participation)) == ([quotation], 0)


def test_an_empty_quotation_is_none(participation):
    handed_in(participation)
    with pytest.raises(actions.EmptyQuotationError):
        proposed(participation, text="  ")
    quotation = proposed(participation)
    with pytest.raises(actions.EmptyQuotationError):
        approved(quotation, text=" ")


def test_a_corrected_answer_shows_that_the_words_are_gone(participation):
    first = handed_in(participation)
    kept, gone = proposed(participation, words="Wir wollen mehr online."), proposed(participation)
    Participation.objects.filter(pk=participation.pk).update(state="in_work")
    participation.refresh_from_db()
    answered(participation, GOAL, "Wir wollen mehr online. Alles gut.", base=_base(participation))
    Participation.objects.filter(pk=participation.pk).update(state="in_sign_off")
    participation.refresh_from_db()
    second = signed(participation)

    assert (first.pk != second.pk, outdated([kept, gone])) == (True, {gone.pk})


def _base(participation):
    return participation.heads.get(path=GOAL.path).revision_id


def test_the_office_reads_what_was_handed_in_and_nothing_before(participation):
    answered(participation, GOAL, "Etwas anderes")
    before = open_answers(participation.wave, Audience.OFFICE, "de").answers
    Participation.objects.filter(pk=participation.pk).update(state="in_sign_off")
    participation.refresh_from_db()
    signed(participation)

    found = open_answers(participation.wave, Audience.OFFICE, "de").of("/plans/goal")
    assert (before, [(one.organisation, one.text) for one in found]) == (
        (),
        [("Stadt Nebel", "Etwas anderes")],
    )


@pytest.mark.parametrize("number", [1, 5])
def test_quotations_are_read_in_few_queries(
    participation, process, number, django_assert_max_num_queries
):
    submission = handed_in(participation)
    for place in range(number):
        a_quotation(submission, place + 1, state="approved")

    with django_assert_max_num_queries(2):
        assert len(quotations_for(process, Audience.PUBLIC)) == number
