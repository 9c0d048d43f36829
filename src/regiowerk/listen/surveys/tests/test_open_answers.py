from io import BytesIO

import pytest
from openpyxl import load_workbook

from regiowerk.ground.process.models import Process
from regiowerk.ground.regions.tests.strangers import OFFICE_LOOKS, as_user, asked_by_all
from regiowerk.listen.codes.tests.factories import a_code
from regiowerk.listen.surveys.tests.open_words import (
    CLASSES,
    UWE,
    a_town,
    a_wave_of_words,
    coded_with,
    released,
    released_to,
)

pytestmark = pytest.mark.django_db

HOME = "/verfahren/muster/befragungen/worte/1/"
PAGE = f"{HOME}offene-antworten/"
THEMES = f"{HOME}themen/"


@pytest.fixture
def wave(process):
    return a_wave_of_words(process)


def texts(answer):
    return [line.coded.answer.text for line in answer.context["lines"]]


def everything(number=1):
    return {one: f"Wort {one} {number}" for one in CLASSES}


def test_the_office_reads_all_but_what_concerns_persons(office, wave):
    a_town(wave, **everything())

    assert texts(office.get(PAGE)) == [
        "Wort public 1",
        "Wort region 1",
        "Wort office 1",
        "Wort aggregate 1",
    ]


def test_others_read_nothing_before_results_are_published(crowd, wave):
    a_town(wave, **everything())

    assert asked_by_all(crowd, PAGE) == [
        "anonymous: sign in",
        "outsider: 404",
        "member: 404",
        "office: 200",
    ]


def test_members_read_what_the_region_may_read(crowd, wave):
    a_town(wave, **everything())
    released_to(wave)

    assert texts(as_user(crowd.member).get(PAGE)) == ["Wort public 1", "Wort region 1"]


def test_everybody_reads_what_is_public(crowd, wave):
    Process.objects.update(is_public=True)
    a_town(wave, **everything())
    released_to(wave, "region")
    before = as_user(None).get(PAGE).status_code
    released_to(wave, "public")

    assert (before, [texts(as_user(user).get(PAGE)) for user in (None, crowd.outsider)]) == (
        302,
        [["Wort public 1"], ["Wort public 1"]],
    )


def test_others_read_only_what_the_release_is_made_from(crowd, office, wave):
    a_town(wave, 1, region="Zuerst")
    released_to(wave)
    a_town(wave, 2, region="Danach")

    assert (texts(as_user(crowd.member).get(PAGE)), texts(office.get(PAGE))) == (
        ["Zuerst"],
        ["Zuerst", "Danach"],
    )


def test_others_see_no_way_to_code_and_nobody_who_coded(crowd, process, wave):
    coded_with(a_town(wave, region="Wort"), a_code(process))
    released_to(wave)
    page = as_user(crowd.member).get(PAGE)

    assert (
        [line.address for line in page.context["lines"]],
        page.context["coders"],
        "Eva Beispiel" in page.content.decode(),
        [code.name for line in page.context["lines"] for code in line.coded.codes],
    ) == ([""], {}, False, ["Personal"])


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["Offen A", "Offen B", "Geheim"]),
        ({"q": "offen b"}, ["Offen B"]),
        ({"q": "ort 1"}, ["Offen A", "Geheim"]),
        ({"frage": "/all/aggregate"}, ["Geheim"]),
        ({"frage": "/all/nichts"}, []),
        ({"code": "hemmnisse"}, ["Offen A"]),
        ({"code": "geld"}, ["Offen A"]),
        ({"code": "nichts"}, []),
        ({"stand": "offen"}, ["Offen B", "Geheim"]),
        ({"person": "2"}, ["Offen A", "Offen B", "Geheim"]),
        ({"person": "2", "stand": "offen"}, ["Offen A", "Offen B", "Geheim"]),
        ({"person": "x" * 99}, ["Offen A", "Offen B", "Geheim"]),
        ({"page": "99"}, ["Offen A", "Offen B", "Geheim"]),
    ],
)
def test_answers_are_chosen_by_words_question_and_code(office, process, wave, asked, found):
    top = a_code(process, "hemmnisse", is_assignable=False)
    code = a_code(process, "geld", under=top)
    coded_with(a_town(wave, 1, region="Offen A", aggregate="Geheim"), code)
    a_town(wave, 2, region="Offen B")

    assert texts(office.get(PAGE, asked)) == found


def test_only_ones_own_codes_can_be_shown(office, process, wave):
    town, code = a_town(wave, region="Wort"), a_code(process)
    coded_with(town, code)
    coded_with(town, a_code(process, "geld"), by=UWE)

    shown = [
        [code.name for code in office.get(PAGE, asked).context["lines"][0].coded.codes]
        for asked in ({}, {"person": "1"}, {"person": "2"})
    ]
    assert [sorted(names) for names in shown] == [["Geld", "Personal"], ["Personal"], ["Geld"]]


def test_many_answers_are_paged(office, wave):
    for number in range(26):
        a_town(wave, number, region=f"Wort {number}")

    assert [len(texts(office.get(PAGE, {"page": page}))) for page in (1, 2)] == [25, 1]


def test_an_empty_wave_says_what_will_be_here(office, wave):
    assert "Noch keine offenen Antworten" in office.get(PAGE).content.decode()


def test_a_text_with_markup_stays_the_words_it_is(office, process, wave):
    coded_with(a_town(wave, region="<b>fett</b> & mehr"), a_code(process), words="fett")

    assert "&lt;b&gt;" in office.get(PAGE).content.decode()


# themes


def counts(answer):
    told = answer.context["together"]
    return [(one.code.name, one.count.own, one.count.with_below) for one in told.counted]


def test_themes_are_counted_by_organisation_and_rolled_up(office, process, wave):
    top = a_code(process, "hemmnisse")
    money, people = a_code(process, "geld", under=top), a_code(process, under=top, position=2)
    one = a_town(wave, 1, region="Geld und Leute", office="Geld")
    coded_with(one, money, people)
    coded_with(one, money, name="office")
    coded_with(a_town(wave, 2, region="Leute"), people)
    a_town(wave, 3, region="nichts davon")
    page = office.get(THEMES)

    assert (
        counts(page),
        (page.context["together"].organisations, page.context["together"].uncoded),
    ) == ([("Hemmnisse", 0, 2), ("Geld", 1, 1), ("Personal", 2, 2)], (3, 1))


def test_of_questions_in_totals_only_frequent_themes_are_named_without_numbers(
    office, process, wave
):
    often, seldom = a_code(process, "geld"), a_code(process, position=2)
    for number in range(1, 7):
        coded_with(a_town(wave, number, aggregate="Wort"), often, name="aggregate")
    coded_with(a_town(wave, 8, aggregate="Wort"), seldom, name="aggregate")
    page = office.get(THEMES)
    (themes, circle), *_others = page.context["tables"]

    assert (
        [code.name for code in themes.named],
        themes.counted,
        themes.least,
        circle,
        counts(page),
    ) == (["Geld"], (), 6, "nur in Summen", [])


def test_others_see_no_themes_of_what_they_may_not_read(crowd, process, wave):
    code = a_code(process, "geld")
    for number in range(1, 8):
        town = a_town(wave, number, aggregate="Wort", office="Wort", region="Wort")
        coded_with(town, code, name="aggregate")
        coded_with(town, code, name="office")
        coded_with(town, code)
    released(wave)
    told = as_user(crowd.member).get(THEMES).context["lines"]

    assert [(line.table.key, line.table.counts) for line, _chart in told] == [
        ("all.region", (7,)),
        ("all.aggregate", ()),
    ]


def test_agreement_is_told_where_two_coded_the_same_answers(office, process, wave):
    code, other = a_code(process, "geld"), a_code(process, position=2)
    for number in range(1, 5):
        town = a_town(wave, number, region="Wort")
        coded_with(town, code)
        coded_with(town, code if number < 4 else other, by=UWE)
    told = office.get(f"{THEMES}uebereinstimmung/").context["told"]

    assert (
        (told.coders, told.answers),
        [(one.code.name, one.alpha.observed, one.kappa.units) for one in told.codes],
    ) == ((2, 4), [("Geld", 0.75, 4), ("Personal", 0.75, 4)])


def test_agreement_of_one_person_says_what_is_missing(crowd, office, process, wave):
    coded_with(a_town(wave, region="Wort"), a_code(process))

    page = office.get(f"{THEMES}uebereinstimmung/").content.decode()
    assert "Noch nichts zu vergleichen" in page
    assert asked_by_all(crowd, f"{THEMES}uebereinstimmung/")[2] == "member: 403"


@pytest.mark.parametrize("number", [1, 5])
@pytest.mark.parametrize("address", [PAGE, THEMES, f"{THEMES}uebereinstimmung/"])
def test_pages_take_few_queries(
    office, process, wave, address, number, django_assert_max_num_queries
):
    code = a_code(process)
    for place in range(number):
        coded_with(a_town(wave, place, region="Wort", aggregate="Wort"), code)

    with django_assert_max_num_queries(12):
        office.get(address)


FILE = "/verfahren/muster/befragungen/worte/1/offene-antworten.xlsx"


def test_the_office_takes_coded_answers_along(office, process, wave):
    money, people = a_code(process, "geld"), a_code(process, position=2)
    town = a_town(wave, region="Geld und Leute")
    coded_with(town, money, people, words="Geld")
    coded_with(town, people, words="Leute")
    a_town(wave, 2, region="=1+1")
    book = load_workbook(BytesIO(office.get(FILE).content))
    matrix, passages = (
        [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book.worksheets
    )

    assert (
        [row[1:] for row in matrix if row[0] == "Frage region"],
        [row[1:5] for row in passages if row[0] == "Frage region"],
        "=1+1" in str(matrix),
    ) == (
        [
            ["Stadt Ort 1", "die Organisationen der Region", "Geld und Leute", 3, 1, 2],
            ["Stadt Ort 2", "die Organisationen der Region", "=1+1", 0, None, None],
        ],
        [
            ["Stadt Ort 1", "die Organisationen der Region", "Geld", "Geld"],
            ["Stadt Ort 1", "die Organisationen der Region", "Personal", "Geld"],
            ["Stadt Ort 1", "die Organisationen der Region", "Personal", "Leute"],
        ],
        True,
    )


def test_only_the_office_takes_coded_answers_along(crowd, wave):
    released_to(wave, "public")

    assert asked_by_all(crowd, FILE) == OFFICE_LOOKS
