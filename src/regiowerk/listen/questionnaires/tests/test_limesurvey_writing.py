from __future__ import annotations

import csv
import io
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings, strategies as st

from regiowerk.listen.questionnaires.documents.limesurvey import read_lss, read_tsv, write_tsv
from regiowerk.listen.questionnaires.documents.limesurvey.codes import Codes
from regiowerk.listen.questionnaires.domain.instrument import (
    Choice,
    Group,
    Instrument,
    Kind,
    Question,
    Repeat,
    questions,
)
from regiowerk.listen.questionnaires.tests.limesurvey_files import new_file

HEADER = [
    "class",
    "type/scale",
    "name",
    "relevance",
    "text",
    "help",
    "language",
    "validation",
    "mandatory",
    "other",
    "default",
    "same_default",
]


def lines_of(content: bytes) -> list[dict[str, str]]:
    text = content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), dialect="excel-tab"))


def of_class(content: bytes, kind: str) -> list[dict[str, str]]:
    return [line for line in lines_of(content) if line["class"] == kind]


def one_page(*items) -> Instrument:
    page = Group("section_1", items, {"de": "Seite"})
    lists = {
        "towns": (
            Choice("paderborn", {"de": "Paderborn"}),
            Choice("paderborn-2", {"de": "Noch eins"}),
            Choice("hoexter", {"de": "Höxter"}),
        )
    }
    return Instrument("probe", {"de": "Probe"}, (page,), choice_lists=lists)


@pytest.fixture(scope="module")
def survey():
    return read_lss(new_file(), "Umfrage.lss").instrument


def test_the_table_begins_as_limesurvey_wants_it(survey):
    content = write_tsv(survey).content

    first = content.partition(b"\r\n")[0].removeprefix(b"\xef\xbb\xbf").decode()
    assert (content[:3], first.split("\t")[:12]) == (b"\xef\xbb\xbf", HEADER)


def test_every_language_repeats_all_lines_in_the_same_order(survey):
    content = write_tsv(survey).content
    german, english = (
        [
            (line["class"], line["type/scale"], line["name"])
            for kind in ("Q", "SQ", "A")
            for line in of_class(content, kind)
            if line["language"] == language
        ]
        for language in ("de", "en")
    )

    assert german == english


def test_codes_are_as_short_as_limesurvey_wants_them(survey):
    content = write_tsv(survey).content
    asked = [line["name"] for kind in ("Q", "SQ") for line in of_class(content, kind)]
    answers = [line["name"] for line in of_class(content, "A")]

    assert (
        [code for code in asked if not re.fullmatch("[A-Za-z0-9]{1,20}", code)],
        [code for code in answers if not re.fullmatch("[A-Za-z0-9]{1,5}", code)],
        [line["name"] for line in of_class(content, "Q") if not line["name"][0].isalpha()],
    ) == ([], [], [])


def test_what_limesurvey_read_once_stays_the_same(survey):
    once = read_tsv(write_tsv(survey).content, "Umfrage.txt").instrument
    twice = read_tsv(write_tsv(once).content, "Umfrage.txt").instrument

    assert (twice, write_tsv(twice).content) == (once, write_tsv(survey).content)


def test_rules_survive_the_way_there_and_back(survey):
    back = questions(read_tsv(write_tsv(survey).content, "Umfrage.txt").instrument)
    there = questions(survey)
    names = ["staff", "budget", "since", "office", "online"]
    paths = [*(f"/section_1/{name}" for name in names), "/section_3/total", "/section_2/offers"]

    assert [back[path].item for path in paths] == [there[path].item for path in paths]


def test_long_codes_are_shortened_and_told():
    long = Question("a_very_long_question_name", Kind.SELECT_ONE, choice_list="towns")
    other = Question(
        "a_very_long_question_nest", Kind.TEXT, relevant=f"${{{long.name}}} = 'hoexter'"
    )

    writing = write_tsv(one_page(long, other))

    assert (
        [line["name"] for line in of_class(writing.content, "Q")],
        [line["name"] for line in of_class(writing.content, "A")],
        [line["relevance"] for line in of_class(writing.content, "Q")],
        [(f.kind, f.values.get("new") or f.values["codes"]) for f in writing.findings],
    ) == (
        ["averylongquestionnam", "averylongquestionnes"],
        ["pader", "pade2", "hoext"],
        ["1", 'averylongquestionnam.NAOK == "hoext"'],
        [
            ("code-shortened", "averylongquestionnam"),
            (
                "answer-codes-shortened",
                "paderborn → pader, paderborn-2 → pade2, hoexter → hoext",
            ),
            ("code-shortened", "averylongquestionnes"),
        ],
    )


def test_nested_groups_become_texts_and_shared_conditions():
    inner = Group(
        "inner",
        (Question("b", Kind.TEXT, {"de": "B?"}, relevant="${a} > 2"),),
        {"de": "Innen"},
        relevant="${a} > 1",
    )
    writing = write_tsv(one_page(Question("a", Kind.INTEGER, {"de": "A?"}), replace(inner)))

    assert [
        (line["type/scale"], line["name"], line["relevance"])
        for line in of_class(writing.content, "Q")
    ] == [("N", "a", "1"), ("Q", "inner", "a.NAOK > 1")]


def test_a_group_of_several_kinds_is_flattened():
    inner = Group(
        "inner",
        (Question("b", Kind.TEXT, relevant="${a} > 2"), Question("c", Kind.DATE)),
        {"de": "Innen"},
        relevant="${a} > 1",
    )
    writing = write_tsv(one_page(Question("a", Kind.INTEGER, {"de": "A?"}), inner))

    assert [
        (line["type/scale"], line["name"], line["relevance"])
        for line in of_class(writing.content, "Q")
    ] == [
        ("N", "a", "1"),
        ("X", "inner", "a.NAOK > 1"),
        ("S", "b", "(a.NAOK > 1) and (a.NAOK > 2)"),
        ("D", "c", "a.NAOK > 1"),
    ]


def test_what_limesurvey_cannot_say_is_told():
    writing = write_tsv(
        one_page(
            Question("where", Kind.GEOPOINT, {"de": "Wo?"}),
            Question("when", Kind.DATE, constraint=". <= today()", required="${where} != ''"),
            Question("sum", Kind.CALCULATE, calculation="count(/section_1/rows)"),
            Repeat("rows", (Question("name", Kind.TEXT),), {"de": "Dienste"}),
        )
    )

    assert [(f.kind, f.column, f.values["question"]) for f in writing.findings] == [
        ("asked-as-text", "", "where"),
        ("repeat-asked-once", "", "rows"),
        ("rule-not-written", "required", "when"),
        ("rule-not-written", "constraint", "when"),
        ("rule-not-written", "calculation", "sum"),
    ]


def test_answers_that_stand_alone_and_their_number_are_said():
    alone = "not((selected(., 'paderborn') or selected(., 'hoexter')) and count-selected(.) > 1)"
    where = Question("where", Kind.SELECT_MULTIPLE, choice_list="towns", constraint=alone)
    why = Question("why", Kind.TEXT, relevant="count-selected(${where}) > 1")
    writing = write_tsv(one_page(where, why))
    back = questions(read_tsv(writing.content, "x.txt").instrument)

    asked = of_class(writing.content, "Q")
    assert (
        asked[0]["exclude_all_others"],
        asked[1]["relevance"],
        back["/section_1/where"].item.constraint,
        back["/section_1/why"].item.relevant,
    ) == (
        "paderborn;hoexter",
        "count(where_paderborn.NAOK, where_paderborn2.NAOK, where_hoexter.NAOK) > 1",
        alone,
        "count-selected(${where}) > 1",
    )


def test_a_rule_nobody_can_read_is_told():
    writing = write_tsv(one_page(Question("a", Kind.TEXT, constraint=". > (")))

    assert [(f.kind, f.values["rule"]) for f in writing.findings] == [("rule-not-written", ". > (")]


def test_texts_are_written_as_html_and_read_as_text():
    label = {"de": "Eins & zwei <drei>\n\n- vier\n- fünf {x}, ${a}?"}
    instrument = one_page(Question("a", Kind.TEXT, {"de": "A"}), Question("b", Kind.TEXT, label))
    content = write_tsv(instrument).content

    assert (
        of_class(content, "Q")[1]["text"],
        questions(read_tsv(content, "x.txt").instrument)["/section_1/b"].item.label,
    ) == (
        "Eins &amp; zwei &lt;drei&gt;<br /><br />- vier<br />- fünf { x}, {a.NAOK}?",
        {"de": "Eins & zwei <drei>\n\n- vier\n- fünf { x}, ${a}?"},
    )


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("yes", "yes"),
        ("level_0", "leve0"),
        ("from_12", "fro12"),
        ("ags-05774004", "a4004"),
        ("Höxter", "Hoxte"),
        ("", "X"),
    ],
)
def test_short_codes_keep_their_last_digits(name, code):
    assert Codes(5).take(name) == code


@given(st.lists(st.text(max_size=12), max_size=30))
def test_codes_always_fit_and_always_differ(names):
    codes = Codes(5)
    given_codes = [codes.take(name) for name in names]

    assert (
        len({code.casefold() for code in given_codes}),
        all(re.fullmatch("[A-Za-z0-9]{1,5}", code) for code in given_codes),
    ) == (len(names), True)


WORDS = (
    st.text("abc äß.,?!-", min_size=1, max_size=20)
    .map(lambda text: " ".join(text.split()))
    .filter(bool)
)
KINDS = [
    Kind.TEXT,
    Kind.INTEGER,
    Kind.DECIMAL,
    Kind.DATE,
    Kind.SELECT_ONE,
    Kind.SELECT_MULTIPLE,
    Kind.RANK,
    Kind.NOTE,
    Kind.FILE,
]


@st.composite
def instruments(draw) -> Instrument:
    """What LimeSurvey can say as it is: short names, own lists, conditions on earlier numbers."""
    pages, lists, number = [], {}, 0
    for page in range(draw(st.integers(1, 3))):
        items, numbers = [], []
        for _ in range(draw(st.integers(1, 4))):
            number += 1
            kind = draw(st.sampled_from(KINDS))
            name = f"q{number}"
            question = Question(
                name,
                kind,
                {"de": draw(WORDS), "en": draw(WORDS)},
                required=draw(st.sampled_from(["", "true()"])) if kind is not Kind.NOTE else "",
                relevant=f"${{{draw(st.sampled_from(numbers))}}} >= 3" if numbers else "",
            )
            if kind in {Kind.SELECT_ONE, Kind.SELECT_MULTIPLE, Kind.RANK}:
                codes = draw(
                    st.lists(st.text("abc12", min_size=1, max_size=4), min_size=1, unique=True)
                )
                lists[name] = tuple(
                    Choice(code, {"de": draw(WORDS), "en": draw(WORDS)}) for code in codes
                )
                question = replace(question, choice_list=name)
            if kind is Kind.INTEGER:
                numbers.append(name)
                question = replace(
                    question, constraint=draw(st.sampled_from(["", ". >= 0", ". >= 0 and . <= 9"]))
                )
            items.append(question)
        title = {"de": draw(WORDS), "en": draw(WORDS)}
        pages.append(Group(f"section_{page + 1}", tuple(items), title))
    return Instrument(
        "probe", {"de": "Probe", "en": "Trial"}, tuple(pages), lists, ("de", "en"), "de"
    )


@settings(max_examples=60, deadline=None)
@given(instruments())
def test_what_limesurvey_can_say_comes_back_unchanged(instrument):
    reading = read_tsv(write_tsv(instrument).content, "probe.txt")

    assert (reading.instrument, reading.findings) == (instrument, ())
