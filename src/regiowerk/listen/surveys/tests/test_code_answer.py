import pytest

from regiowerk.ground.people.tests.factories import AT
from regiowerk.ground.process.tests.factories import deeds
from regiowerk.ground.regions.tests.strangers import OFFICE_LOOKS, asked_by_all
from regiowerk.listen.codes.models import Code
from regiowerk.listen.codes.queries import book_of, usage_of
from regiowerk.listen.codes.tests.factories import a_code
from regiowerk.listen.questionnaires.domain.answers import Field
from regiowerk.listen.surveys import actions
from regiowerk.listen.surveys.models import Coding, Participation
from regiowerk.listen.surveys.queries.coding import coded, codings_of
from regiowerk.listen.surveys.queries.open_answers import open_answers
from regiowerk.listen.surveys.tests.factories import answered
from regiowerk.listen.surveys.tests.open_words import (
    EVA,
    UWE,
    a_town,
    a_wave_of_words,
    coded_with,
)
from regiowerk.listen.surveys.tests.signing_world import signed

pytestmark = pytest.mark.django_db

HOME = "/verfahren/muster/befragungen/worte/1/offene-antworten/"
TEXT = "Uns fehlen Leute 👍🏽. Geld ist da. Mehr Austausch wäre gut."


@pytest.fixture
def wave(process):
    return a_wave_of_words(process)


def page_of(participation, name="region"):
    return f"{HOME}{participation.organisation.key}/q.all.{name}/"


def told():
    return [
        (one.words, one.code.name, one.coder, one.coded_by)
        for one in Coding.objects.order_by("start", "pk")
    ]


def faults(answer):
    return [str(fault) for found in answer.context["form"].errors.values() for fault in found]


def test_only_the_office_codes(crowd, wave):
    town = a_town(wave, region=TEXT)

    assert asked_by_all(crowd, page_of(town)) == OFFICE_LOOKS


def test_without_a_choice_the_whole_answer_is_coded(office, process, wave):
    town, code = a_town(wave, region=TEXT), a_code(process)
    before = len(deeds())

    answer = office.post(page_of(town), {"code_name": "Personal"})

    assert (answer.headers["Location"], told()[0][:3], deeds()[before:]) == (
        f"{page_of(town)}#codieren",
        (TEXT, "Personal", 1),
        [("coding.added", "Stadt Ort 1 – Personal")],
    )
    assert usage_of(book_of(process)) == {code.pk: 1}


def test_neighbouring_sentences_are_one_passage_and_others_their_own(office, process, wave):
    town, code = a_town(wave, region=TEXT), a_code(process)
    choices = office.get(page_of(town)).context["form"].fields["sentences"].choices
    first, second, third = (value for value, _label in choices)

    office.post(page_of(town), {"sentences": [first, second], "codes": [code.key]})
    office.post(page_of(town), {"sentences": [first, third], "codes": [code.key]})

    assert [words for words, *_rest in told()] == [
        "Uns fehlen Leute 👍🏽. Geld ist da.",
        "Uns fehlen Leute 👍🏽.",
        "Mehr Austausch wäre gut.",
    ]


def test_marked_words_are_counted_in_code_points(office, process, wave):
    town, code = a_town(wave, region=TEXT), a_code(process)
    start = TEXT.index("Geld")

    office.post(page_of(town), {"start": start, "end": start + 4, "codes": [code.key]})

    coding = Coding.objects.get()
    assert (coding.words, coding.start, coding.end) == ("Geld", start, start + 4)


@pytest.mark.parametrize(("start", "end"), [(0, 0), (5, 2), (0, 9999), (58, 58)])
def test_a_passage_that_is_not_there_is_refused(office, process, wave, start, end):
    town, code = a_town(wave, region=TEXT), a_code(process)

    answer = office.post(page_of(town), {"start": start, "end": end, "codes": [code.key]})

    assert (answer.status_code, faults(answer), told()) == (
        422,
        ["Diese Worte stehen nicht in der Antwort."],
        [],
    )


def test_several_codes_at_once_typed_or_ticked(office, process, wave):
    town, code = a_town(wave, region=TEXT), a_code(process)
    top = a_code(process, "hemmnisse", is_assignable=False)
    a_code(process, "geld", under=top)
    a_code(process, "austausch", position=3)

    office.post(page_of(town), {"code_name": "hemmnisse › Geld; austau", "codes": [code.key]})

    assert [name for _words, name, *_rest in told()] == ["Personal", "Geld", "Austausch"]


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("", "Bitte wählen Sie mindestens einen Code."),
        ("Wetter", "Es gibt keinen Code „Wetter“. Fügen Sie ihn zuerst dem Codesystem hinzu."),
        (
            "Hemmnisse",
            "Es gibt keinen Code „Hemmnisse“. Fügen Sie ihn zuerst dem Codesystem hinzu.",
        ),
        ("p", "Welcher? Personal; Portal"),
    ],
)
def test_a_code_nobody_can_mean_is_asked_about(office, process, wave, name, fault):
    town = a_town(wave, region=TEXT)
    a_code(process)
    a_code(process, "portal", position=2)
    a_code(process, "hemmnisse", is_assignable=False)

    answer = office.post(page_of(town), {"code_name": name})

    assert (answer.status_code, faults(answer)[:1], told()) == (422, [fault], [])


def test_the_same_person_codes_the_same_once(office, process, wave):
    town, code = a_town(wave, region=TEXT), a_code(process)
    coded_with(town, code)

    assert (coded_with(town, code), len(coded_with(town, code, by=UWE))) == ([], 1)
    assert [coder for *_rest, coder, _name in told()] == [1, 2]


def test_a_person_keeps_its_number_in_the_whole_process(process, wave):
    one, other = a_town(wave, 1, region=TEXT), a_town(wave, 2, region=TEXT)
    code = a_code(process)
    coded_with(one, code, by=EVA)
    coded_with(one, code, by=UWE)
    coded_with(other, code, by=EVA)

    assert sorted((coder, name) for *_rest, coder, name in told()) == [
        (1, "Eva Beispiel"),
        (1, "Eva Beispiel"),
        (2, "Uwe Beispiel"),
    ]


def test_nothing_is_coded_with_a_code_that_only_holds_others(process, wave):
    town = a_town(wave, region=TEXT)

    with pytest.raises(actions.NotAssignableError):
        coded_with(town, a_code(process, is_assignable=False))


def test_a_code_is_taken_off_again(office, process, wave):
    town = a_town(wave, region=TEXT)
    (coding,) = coded_with(town, a_code(process))

    answer = office.post(f"{HOME}codierung/{coding.pk}/")

    assert (answer.headers["Location"], told(), deeds()[-1]) == (
        page_of(town),
        [],
        ("coding.removed", "Stadt Ort 1 – Personal"),
    )


def test_a_code_something_is_coded_with_is_not_removed(office, process, wave):
    code = a_code(process)
    coded_with(a_town(wave, region=TEXT), code)

    answer = office.post("/verfahren/muster/codesystem/code/personal/entfernen/")

    assert (answer.status_code, Code.objects.count()) == (422, 1)


def test_what_concerns_a_person_is_not_coded(office, wave):
    town = a_town(wave, personal="Frau Beispiel macht das.")

    assert office.get(page_of(town, "personal")).status_code == 404


def test_an_answer_of_another_wave_is_not_there(office, process, wave):
    town = a_town(wave, region=TEXT)
    (coding,) = coded_with(town, a_code(process))

    assert [
        office.get(f"{HOME}{town.organisation.key}/{field}/").status_code
        for field in ("q.all.nichts", "kaputt", "q.all.public")
    ] == [404, 404, 404]
    assert office.post(f"{HOME}codierung/{coding.pk + 9}/").status_code == 404


def test_codings_follow_the_words_when_the_answer_is_handed_in_again(process, wave):
    town = a_town(wave, region=TEXT)
    kept, gone = a_code(process, "austausch"), a_code(process, "geld", position=2)
    coded_with(town, kept, words="Uns fehlen Leute")
    coded_with(town, gone, words="Mehr Austausch wäre gut.")
    base = town.heads.get(path="/all/region").revision_id
    Participation.objects.filter(pk=town.pk).update(state="in_work")
    town.refresh_from_db()
    answered(town, Field("/all/region"), "Uns fehlen Leute 👍🏽.", base=base, at=AT)
    Participation.objects.filter(pk=town.pk).update(state="in_sign_off")
    town.refresh_from_db()
    town.wave = wave
    signed(town)

    book = book_of(process)
    (found,) = coded(open_answers(wave, "office", "de").answers, codings_of(wave), book)
    assert [code.name for code in found.codes] == ["Austausch"]


def test_a_merged_code_is_shown_as_what_it_counts_as(process, wave):
    town, code, into = a_town(wave, region=TEXT), a_code(process), a_code(process, "leute")
    coded_with(town, code, words="Uns fehlen Leute")
    code.merged_into, code.merged_at, code.merged_by = into, AT, "Stadt Mitte"
    code.save()

    (found,) = coded(open_answers(wave, "office", "de").answers, codings_of(wave), book_of(process))
    assert (
        [code.name for code in found.codes],
        [(mark.text, mark.names) for mark in found.marks][:2],
    ) == (
        ["Leute"],
        [("Uns fehlen Leute", "Leute"), (" 👍🏽. Geld ist da. Mehr Austausch wäre gut.", "")],
    )


@pytest.mark.parametrize("number", [1, 5])
def test_the_page_takes_few_queries(office, process, wave, number, django_assert_max_num_queries):
    town = a_town(wave, region=TEXT)
    for place in range(number):
        coded_with(town, a_code(process, f"code-{place}", position=place))

    with django_assert_max_num_queries(12):
        office.get(page_of(town))
