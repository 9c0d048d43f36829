import json
from datetime import timedelta
from hashlib import sha256

import pytest
from django.test import Client

from regiowerk.ground.journal.domain.actor import Actor, Role
from regiowerk.ground.journal.domain.frozen import canonical
from regiowerk.ground.notices.domain.letters import digits_of
from regiowerk.ground.notices.models import Mail
from regiowerk.ground.notices.queries import unseal
from regiowerk.ground.people.queries import SIGNED_IN_AT
from regiowerk.ground.people.tests.factories import AT
from regiowerk.ground.process.tests.factories import deeds
from regiowerk.ground.regions.models import Mandate
from regiowerk.ground.regions.tests.factories import a_mandate
from regiowerk.listen.surveys import actions
from regiowerk.listen.surveys.domain.signing import CodeProblem, as_typed, hidden
from regiowerk.listen.surveys.models import (
    Link,
    Participation,
    Revision,
    SectionTask,
    SigningCode,
    SignOff,
    Submission,
)
from regiowerk.listen.surveys.queries.signing import signatories
from regiowerk.listen.surveys.queries.submissions import draft_of
from regiowerk.listen.surveys.tests.factories import (
    GOAL,
    STAFF,
    TO_SIGN,
    TOKEN,
    WEBSITE,
    a_link,
    a_reopening,
    a_signatory,
    a_signature,
    a_writer,
    answered,
    signed,
    waiting,
    whole,
)

pytestmark = pytest.mark.django_db
AGAIN = "noch-einmal"
ADDRESS_TO_SIGN = f"/antwort/{unseal(TO_SIGN)}/unterschrift/"


def code_in(seal="siegel"):
    return digits_of(unseal(seal))


def filled(draft, **changed):
    return {
        "function": "Bürgermeisterin",
        "agrees": "on",
        "seen": draft.content_hash,
        "code": code_in(),
        **changed,
    }


# signing


def test_what_was_read_is_frozen_with_its_hash(participation):
    waiting(participation)
    submission = signed(participation)

    participation.refresh_from_db()
    record = json.loads(submission.content)
    assert (
        submission.number,
        submission.content_hash,
        submission.content.encode(),
        participation.state,
        participation.handed_in_at,
    ) == (1, sha256(submission.content.encode()).hexdigest(), canonical(record), "submitted", AT)


def test_the_signature_says_who_in_which_office_agreed_to_what(participation):
    waiting(participation)
    submission = signed(participation)

    one = SignOff.objects.get()
    assert (one.step, one.scope, one.content_hash, one.submission) == (
        "head",
        "today\nplans",
        submission.content_hash,
        submission,
    )
    assert (one.person, one.function, one.method, one.signed_at, one.is_deputy) == (
        "Rita Rat",
        "Bürgermeisterin",
        "link_and_code",
        AT,
        False,
    )
    assert deeds()[-1][0] == "submission.signed"


def test_both_who_had_a_part_in_it_get_a_receipt(participation):
    link = waiting(participation)
    Mail.objects.all().delete()
    submission = actions.sign(
        participation=participation,
        signature=a_signature(link=link),
        seen=draft_of(participation, AT).content_hash,
        by=Actor(user_label="Rita Rat"),
        at=AT,
    )

    sent = Mail.objects.order_by("to")
    assert [one.to for one in sent] == ["muster@example.org", "rat@example.org"]
    assert all(submission.content_hash in one.text for one in sent)


def test_what_changed_while_reading_is_not_signed(participation):
    waiting(participation)
    with pytest.raises(actions.ChangedMeanwhileError):
        actions.sign(
            participation=participation,
            signature=a_signature(),
            seen="0" * 64,
            by=Actor(user_label="Rita Rat"),
            at=AT,
        )

    assert (Submission.objects.count(), SignOff.objects.count()) == (0, 0)


def test_nothing_is_signed_twice(participation):
    waiting(participation)
    signed(participation)

    with pytest.raises(actions.NotWaitingError):
        signed(participation)
    assert Submission.objects.count() == 1


def test_what_was_opened_again_is_closed_by_the_next_signature(participation):
    waiting(participation)
    reopening = a_reopening(participation, scope="today")
    submission = signed(participation)

    reopening.refresh_from_db()
    assert reopening.closed_with == submission
    assert set(SectionTask.objects.values_list("state", flat=True)) == {"ready"}


def test_a_submission_is_never_changed_by_what_follows(participation):
    waiting(participation)
    content = signed(participation).content
    actions.reopen_sections(
        participation=participation,
        sections=["today"],
        reason="Zahl",
        due_on=None,
        token="neu",
        by=Actor(user_label="Büro"),
        at=AT,
    )
    answered(participation, STAFF, 12)

    assert Submission.objects.get().content == content


# codes


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


# departments


def delegated(participation):
    whole(participation)
    answered(participation, GOAL, "Ein Portal")
    SectionTask.objects.filter(section="plans").update(email="amt@example.org", name="Jan Amt")
    return a_link(
        participation,
        Link.Purpose.SECTION,
        section="plans",
        name="Jan Amt",
        email="amt@example.org",
    )


def agreed(participation):
    return actions.agree(
        participation=participation,
        section="plans",
        signature=a_signature(person="Jan Amt", function="Amtsleitung"),
        seen=draft_of(participation, AT).hash_of("plans"),
        by=Actor(user_label="Jan Amt"),
        at=AT,
    )


def test_a_department_that_was_given_a_section_has_to_agree(participation):
    delegated(participation)
    with pytest.raises(actions.NotCompleteError) as refused:
        waiting(participation)
    assert str(refused.value) == "Das Amt hat noch nicht zugestimmt: Was geplant ist."

    agreed(participation)
    waiting_again(participation)
    submission = signed(participation)
    assert [one.submission for one in SignOff.objects.filter(step="department")] == [submission]


def waiting_again(participation, token=AGAIN):
    """Somebody else has the mandate now and is asked to sign."""
    Mandate.objects.all().delete()
    a_signatory(participation, f"{token}@example.org")
    (who,) = signatories(participation, AT)
    return actions.hand_in(
        participation=participation, signatory=who, token=token, writer=a_writer(), at=AT
    )


def test_an_agreement_ends_only_where_something_changed_later(participation):
    delegated(participation)
    agreed(participation)
    answered(participation, STAFF, 12)
    waiting_again(participation)
    actions.take_back_answers(participation=participation, writer=a_writer(), at=AT)
    assert SignOff.objects.get().voided_at is None

    standing = Revision.objects.get(path=GOAL.path).pk
    answered(participation, GOAL, "Zwei Portale", base=standing)
    with pytest.raises(actions.NotCompleteError):
        waiting_again(participation, "zuletzt")


def test_a_new_agreement_replaces_the_old_one(participation):
    delegated(participation)
    first, second = agreed(participation), agreed(participation)

    first.refresh_from_db()
    assert (first.voided_at, first.voided_by, second.voided_at) == (AT, "Jan Amt", None)


# the page


@pytest.fixture
def to_sign(participation, monkeypatch):
    link = waiting(participation)
    monkeypatch.setattr("secrets.token_urlsafe", lambda number: "siegel")
    return link


def test_a_link_and_a_code_sign(participation, to_sign):
    client = Client()
    page = client.get(ADDRESS_TO_SIGN)
    assert ("www.nebel.example.org" in page.content.decode(), page.status_code) == (True, 200)
    client.post(f"{ADDRESS_TO_SIGN}code/")
    answer = client.post(ADDRESS_TO_SIGN, filled(page.context["draft"]))

    assert (answer.status_code, answer.headers["Location"]) == (
        302,
        ADDRESS_TO_SIGN.replace("unterschrift", "quittung"),
    )
    one = SignOff.objects.get()
    assert (one.person, one.statement) == (
        "Rita Rat",
        "Ich bin berechtigt, diese Antworten für die Organisation freizugeben, und gebe sie frei.",
    )
    receipt = client.get(answer.headers["Location"]).content.decode()
    assert Submission.objects.get().content_hash in receipt


@pytest.mark.parametrize(
    "changed",
    [{"code": "000000"}, {"code": ""}, {"code": "abc"}, {"function": ""}, {"agrees": ""}],
)
def test_what_is_missing_or_wrong_signs_nothing_and_keeps_what_was_typed(
    participation, to_sign, changed
):
    client = Client()
    client.post(f"{ADDRESS_TO_SIGN}code/")
    draft = draft_of(participation, AT)
    answer = client.post(ADDRESS_TO_SIGN, filled(draft, **changed))

    assert (answer.status_code, Submission.objects.count()) == (422, 0)
    assert "function" in changed or "Bürgermeisterin" in answer.content.decode()


def test_without_a_code_nobody_signs(participation, to_sign):
    draft = draft_of(participation, AT)
    answer = Client().post(ADDRESS_TO_SIGN, filled(draft))

    assert (answer.status_code, Submission.objects.count()) == (422, 0)
    assert "Bitte lassen Sie sich zuerst einen Code senden." in answer.content.decode()


def test_a_link_signs_nothing_once_the_mandate_has_ended(participation, to_sign):
    client = Client()
    client.post(f"{ADDRESS_TO_SIGN}code/")
    Mandate.objects.all().delete()
    answer = client.post(ADDRESS_TO_SIGN, filled(draft_of(participation, AT)))

    assert (answer.status_code, Submission.objects.count()) == (422, 0)
    assert "Das Mandat, auf dem dieser Link beruht, ist beendet." in answer.content.decode()


def test_what_changed_meanwhile_is_shown_anew(participation, to_sign):
    client = Client()
    client.post(f"{ADDRESS_TO_SIGN}code/")
    answer = client.post(ADDRESS_TO_SIGN, filled(draft_of(participation, AT), seen="0" * 64))

    assert (answer.status_code, Submission.objects.count()) == (409, 0)


def test_who_signs_again_reads_what_changed_since(participation):
    waiting(participation)
    signed(participation)
    actions.return_submission(
        participation=participation,
        sections=["today"],
        reason="Zahl?",
        due_on=None,
        token="neu",
        by=Actor(user_label="Büro"),
        at=AT,
    )
    answered(participation, STAFF, 12)
    waiting_again(participation)
    page = Client().get(f"/antwort/{unseal(AGAIN)}/unterschrift/")

    (section,) = page.context["changed"]
    assert [(line.label, line.text) for block in section.blocks for line in block.lines] == [
        ("Frage staff", "12 (vorher: keine Antwort)")
    ]


def home(participation):
    return f"/verfahren/muster/befragungen/rathaus/1/{participation.organisation.key}/"


def head_of(participation):
    region = participation.wave.survey.process.region
    return a_mandate(region, participation.organisation, role=Role.HEAD).user


def test_signed_in_a_fresh_sign_in_is_the_proof(participation, crowd):
    waiting(participation)
    client = Client()
    client.force_login(head_of(participation))
    page = client.get(f"{home(participation)}unterschrift/")
    typed = {
        "function": "Bürgermeister",
        "agrees": "on",
        "seen": page.context["draft"].content_hash,
    }
    refused = client.post(f"{home(participation)}unterschrift/", typed)
    assert ("Neu anmelden" in page.content.decode(), refused.status_code) == (True, 422)

    session = client.session
    session[SIGNED_IN_AT] = page.wsgi_request.at.isoformat()
    session.save()
    answer = client.post(f"{home(participation)}unterschrift/", typed)
    assert (answer.status_code, SignOff.objects.get().method) == (302, "sign_in")


def test_signing_in_anew_ends_the_session_and_leads_back(participation, crowd):
    waiting(participation)
    client = Client()
    client.force_login(head_of(participation))
    answer = client.post(f"{home(participation)}unterschrift/anmelden/")

    assert answer.headers["Location"].startswith("/anmelden/?next=")
    assert "_auth_user_id" not in client.session


def test_whoever_only_answers_does_not_sign(participation, crowd):
    waiting(participation)
    region = participation.wave.survey.process.region
    contact = a_mandate(region, participation.organisation, role=Role.CONTACT).user
    client = Client()
    client.force_login(contact)

    assert [
        client.get(f"{home(participation)}unterschrift/").status_code,
        client.post(f"{home(participation)}unterschrift/").status_code,
        client.post(f"{home(participation)}unterschrift/code/").status_code,
        client.post(f"{home(participation)}unterschrift/zurueckgeben/").status_code,
    ] == [403] * 4


def test_a_coordinators_link_does_not_sign(participation):
    waiting(participation)
    a_link(participation)

    assert Client().post(f"/antwort/{TOKEN}/unterschrift/", {}).status_code == 403


def test_a_department_agrees_by_its_link_and_a_code(participation, monkeypatch):
    delegated(participation)
    monkeypatch.setattr("secrets.token_urlsafe", lambda number: "siegel")
    client, page = Client(), f"/antwort/{TOKEN}/abschnitt/plans/zustimmung/"
    assert "Ein Portal" in client.get(page).content.decode()
    client.post(f"{page}code/")
    seen = draft_of(participation, AT).hash_of("plans")
    typed = {"function": "Amtsleitung", "agrees": "on", "seen": seen, "code": code_in()}
    answer = client.post(page, typed)

    one = SignOff.objects.get()
    assert (answer.status_code, one.step, one.scope, one.person) == (
        302,
        "department",
        "plans",
        "Jan Amt",
    )
    assert client.get(f"/antwort/{TOKEN}/abschnitt/today/zustimmung/").status_code == 404


# papers


def test_the_papers_of_a_submission(participation):
    waiting(participation)
    submission = signed(participation)
    a_link(participation)
    files = {
        name: Client().get(f"/antwort/{TOKEN}/quittung/{name}")
        for name in ("1.pdf", "1.json", "1/antworten.pdf")
    }

    assert {name: file.headers["Content-Type"] for name, file in files.items()} == {
        "1.pdf": "application/pdf",
        "1.json": "application/json",
        "1/antworten.pdf": "application/pdf",
    }
    assert files["1.json"].content == submission.content.encode()
    assert Client().get(f"/antwort/{TOKEN}/quittung/2.pdf").status_code == 404
    assert Participation.objects.get().state == "submitted"
    assert WEBSITE.path in submission.content
