from __future__ import annotations

import pytest

from regiowerk.listen.questionnaires.documents.limesurvey import read_lss, read_tsv
from regiowerk.listen.questionnaires.documents.limesurvey.html import plain_text
from regiowerk.listen.questionnaires.domain.instrument import (
    Choice,
    Group,
    Kind,
    Question,
    questions,
    walk,
)
from regiowerk.listen.questionnaires.domain.logic import faults_of
from regiowerk.listen.questionnaires.queries.sentences_limesurvey import SENTENCES
from regiowerk.listen.questionnaires.tests.limesurvey_files import (
    Ask,
    Page,
    Said,
    new_file,
    old_file,
)

HEAD = b"<document><LimeSurveyDocType>Survey</LimeSurveyDocType>"


@pytest.fixture(scope="module")
def instrument():
    return read_lss(new_file(), "Umfrage 2026.lss").instrument


def asked(*asks: Ask):
    """One question after the other, read from a file of the old generation."""
    page = Page(Said("Seite", "Page"), asks)
    return read_lss(old_file((page,)), "x.lss")


def first(reading) -> Question:
    return questions(reading.instrument)["/section_1/q"].item


def kinds(reading) -> list[str]:
    return [finding.kind for finding in reading.findings if finding.level != "note"]


def test_both_generations_give_the_same_instrument(instrument):
    assert read_lss(old_file(), "Umfrage 2026.lss").instrument == instrument


def test_the_frame_of_a_survey(instrument):
    assert (
        instrument.key,
        instrument.title,
        instrument.languages,
        instrument.items[0],
        [(item.name, item.label["en"], item.relevant) for item in instrument.items[1:]],
        sorted(instrument.kept),
    ) == (
        "umfrage-2026",
        {"de": "Digitale Verwaltung 2026", "en": "Digital administration 2026"},
        ("de", "en"),
        Question("welcome", Kind.NOTE, {"de": "Willkommen", "en": "Welcome"}),
        [
            ("section_1", "Your administration", ""),
            ("section_2", "Services", "${online} = 'Y'"),
            ("section_3", "Figures", ""),
        ],
        ["limesurvey:quota", "limesurvey:surveyls_endtext::de", "limesurvey:surveyls_endtext::en"],
    )


def test_the_logic_of_a_survey_has_no_faults(instrument):
    said = [(fault.path, fault.kind) for fault in faults_of(instrument) if fault.is_error]

    assert said == [("/section_3/points", "cycle")]


def test_every_type_is_read(instrument):
    found = {
        placed.item.name: placed.item.kind
        for placed in questions(instrument).values()
        if "_" not in placed.item.name
    }

    assert found == {
        "welcome": Kind.NOTE,
        "intro": Kind.NOTE,
        "office": Kind.TEXT,
        "staff": Kind.INTEGER,
        "budget": Kind.DECIMAL,
        "since": Kind.DATE,
        "online": Kind.SELECT_ONE,
        "standard": Kind.SELECT_ONE,
        "provider": Kind.SELECT_ONE,
        "opinion": Kind.SELECT_ONE,
        "offers": Kind.SELECT_MULTIPLE,
        "plans": Kind.SELECT_MULTIPLE,
        "order": Kind.RANK,
        "total": Kind.CALCULATE,
        "wishes": Kind.TEXT,
        "more": Kind.TEXT,
        "points": Kind.SELECT_ONE,
        "gender": Kind.SELECT_ONE,
        "lang": Kind.SELECT_ONE,
        "file": Kind.FILE,
    }


def test_arrays_become_matrices_with_one_list(instrument):
    groups = {p.item.name: p.item for p in walk(instrument) if isinstance(p.item, Group)}
    matrices = [name for name, group in groups.items() if group.is_matrix]

    assert (matrices, groups["depth"].items[0]) == (
        ["depth", "five", "ten", "sure", "trend", "bycol", "dual_scale1", "dual_scale2"],
        Question(
            "depth_SQ001",
            Kind.SELECT_ONE,
            {"de": "Bauantrag", "en": "Building permit"},
            required="true()",
            choice_list="depth",
        ),
    )


def test_grids_become_groups_of_questions(instrument):
    inside = [p.path for p in walk(instrument) if p.path.startswith("/section_3/grid/grid_SQ002")]

    assert inside == [
        "/section_3/grid/grid_SQ002",
        "/section_3/grid/grid_SQ002/grid_SQ002_Y21",
        "/section_3/grid/grid_SQ002/grid_SQ002_Y22",
    ]


def test_another_answer_brings_a_text_beside_it(instrument):
    other = questions(instrument)["/section_2/standard_other"].item

    assert (instrument.choice_lists["standard"][-1], other) == (
        Choice("other", {"de": "Ein anderer", "en": "Another one"}),
        Question(
            "standard_other",
            Kind.TEXT,
            {"de": "Ein anderer", "en": "Another one"},
            relevant="${standard} = 'other'",
            required="true()",
        ),
    )


def test_limits_become_rules(instrument):
    found = {
        placed.item.name: placed.item.constraint
        for placed in questions(instrument).values()
        if placed.item.constraint
    }

    assert found == {
        "staff": ". >= 0",
        "budget": ". <= ${staff} * 100",
        "since": ". >= date('2000-01-01')",
        "offers": "count-selected(.) >= 1 and not(selected(., 'SQ003') and count-selected(.) > 1)",
        "more": "regex(., '^.{3,}$')",
    }


def test_what_was_not_taken_over_is_told_with_its_place():
    told = [
        (f.level, f.kind, f.sheet, f.row, f.column, dict(f.values))
        for f in read_lss(old_file(), "x.lss").findings
    ]

    assert told == [
        ("note", "soft-mandatory", "questions", 6, "mandatory", {"question": "online"}),
        (
            "warning",
            "markup-lost",
            "questions",
            26,
            "text",
            {"question": "wishes", "elements": "img, script"},
        ),
        (
            "warning",
            "rule-not-understood",
            "questions",
            26,
            "relevant",
            {"question": "wishes", "rule": 'strpos(office.NAOK, "IT") > 0'},
        ),
        (
            "warning",
            "setting-not-used",
            "questions",
            31,
            "max_num_of_files",
            {"question": "file", "value": "3"},
        ),
        ("note", "end-texts-kept", "", None, "", {"number": "2"}),
        ("note", "quotas-kept", "", None, "", {"number": "1"}),
    ]


def test_rules_that_are_not_understood_are_kept_but_not_applied():
    ask = Ask(
        "N",
        "q",
        Said("?", "?"),
        relevance="time() > 3",
        preg="#a#i",
        attributes={"em_validation_q": "f(this)", "array_filter": "x", "hidden": "1"},
    )
    reading = asked(ask)

    assert (first(reading).relevant, first(reading).constraint, dict(first(reading).disabled)) == (
        "",
        "",
        {
            "relevant": "time() > 3",
            "constraint": "f(this) ; #a#i",
            "limesurvey:array_filter": "x",
            "limesurvey:hidden": "1",
        },
    )
    assert kinds(reading) == [
        "rule-not-understood",
        "rule-not-understood",
        "rule-not-understood",
        "setting-not-used",
        "hidden-question",
    ]


def test_a_kind_nobody_knows_is_asked_as_text():
    reading = asked(Ask("?", "q", Said("Was?", "What?")))

    assert (first(reading).kind, kinds(reading)) == (Kind.TEXT, ["unknown-type"])


def test_names_are_made_of_letters_and_digits():
    reading = asked(Ask("S", "1a-b", Said("?", "?")), Ask("S", "q1a_b", Said("!", "!")))

    assert [placed.item.name for placed in questions(reading.instrument).values()] == [
        "welcome",
        "q1a_b",
        "q1a_b_2",
    ]


def test_texts_are_filled_with_answers_or_told():
    reading = asked(
        Ask("S", "a", Said("?", "?")),
        Ask("S", "b", Said("Sie sagten {a.NAOK} {TOKEN:NAME} { x }", "You said {a}")),
    )
    label = questions(reading.instrument)["/section_1/b"].item.label

    assert (label, kinds(reading)) == (
        {"de": "Sie sagten ${a} {TOKEN:NAME} { x }", "en": "You said ${a}"},
        ["text-not-filled"],
    )


@pytest.mark.parametrize(
    ("html", "text", "lost"),
    [
        ("Kein HTML < 5", "Kein HTML < 5", ()),
        ("<p>Eins</p><p>Zwei&nbsp;&amp; drei</p>", "Eins\n\nZwei & drei", ()),
        ("<ul><li>a</li><li>b</li></ul>", "- a\n- b", ()),
        ("<ol><li>a<ul><li>x</li></ul></li><li>b</li></ol>", "1. a\n  - x\n2. b", ()),
        ('<a href="https://example.org">hier</a>', "hier (https://example.org)", ()),
        ('<a href="javascript:alert(1)">hier</a>', "hier", ()),
        ("<script>x()</script><p onclick='x()'>Text</p>", "Text", ("script",)),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a b", ("table",)),
        ("<img src=x alt='Plan'>", "Plan", ("img",)),
        ("<p>offen<b>", "offen", ()),
        ("</script></p>Text", "Text", ()),
    ],
)
def test_texts_become_plain(html, text, lost):
    read = plain_text(html)

    assert (read.text, read.lost) == (text, lost)


BOMB = b"""<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>"""
FILE = b"""<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>"""


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", "broken-file"),
        (b"\x00\x01\x02", "broken-file"),
        (b"<document>", "broken-file"),
        (b"<html/>", "not-a-survey-file"),
        (HEAD.replace(b"Survey<", b"Question<") + b"</document>", "not-a-survey-file"),
        (HEAD + b"</document>", "no-questions"),
        (BOMB + HEAD + b"&b;</document>", "unsafe-file"),
        (FILE + HEAD + b"&x;</document>", "unsafe-file"),
        (b"<!DOCTYPE d SYSTEM 'http://example.org/d.dtd'>" + HEAD + b"</document>", "unsafe-file"),
        (b" " * (20 * 1024 * 1024 + 1), "file-too-large"),
    ],
)
def test_other_files_are_refused(content, kind):
    reading = read_lss(content, "x.lss")

    assert (reading.instrument, [(f.level, f.kind) for f in reading.findings]) == (
        None,
        [("error", kind)],
    )


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", "not-a-survey-file"),
        (b"a\tb\n1\t2\n", "not-a-survey-file"),
        (b"class\ttype/scale\tname\ttext\nS\t\tlanguage\tde\n", "no-questions"),
        (b"\xff\xfe\xff", "not-utf-8"),
        (b"class\ttype/scale\tname\ttext\nQ\tS\tx\t\xff\n", "not-utf-8"),
    ],
)
def test_other_tables_are_refused(content, kind):
    reading = read_tsv(content, "x.txt")

    assert (reading.instrument, [f.kind for f in reading.findings]) == (None, [kind])


def test_rows_without_numbers_are_passed_over():
    content = HEAD + b"<questions><rows><row><title>x</title></row></rows></questions></document>"

    assert read_lss(content, "x.lss").instrument.items == ()


def test_every_finding_has_a_sentence():
    texts = {str(sentence) % _Anything() for sentence in SENTENCES.values()}

    assert len(texts) == len(SENTENCES)


class _Anything(dict):
    def __missing__(self, key: str) -> str:
        return key
