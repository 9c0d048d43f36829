"""What files of LimeSurvey also contain: nothing of it is lost without a word."""

from __future__ import annotations

import pytest

from regiowerk.listen.questionnaires.documents.limesurvey import read_lss, read_tsv
from regiowerk.listen.questionnaires.documents.xlsform import Reading
from regiowerk.listen.questionnaires.domain.instrument import Question, questions, walk
from regiowerk.listen.questionnaires.domain.logic import faults_of
from regiowerk.listen.questionnaires.tests.limesurvey_files import (
    LEVELS,
    SERVICES,
    Ask,
    Page,
    Said,
    new_file,
    old_file,
)

Q = Said("Frage?", "Question?")
QUOTAS = b"""<quota_members><rows><row><id>1</id><quota_id>1</quota_id><code>A1</code></row></rows></quota_members>
<quota_languagesettings><rows><row><quotals_quota_id>1</quotals_quota_id></row></rows></quota_languagesettings>
<survey_url_parameters><rows><row><id>1</id></row><row><id>2</id></row></rows></survey_url_parameters>
<themes><theme><sid>1</sid></theme></themes></document>"""
TSV_HEAD = "class\ttype/scale\tname\trelevance\ttext\thelp\tlanguage\tmandatory\tother\n"


def read(*asks: Ask) -> Reading:
    return read_lss(old_file((Page(Said("Seite", "Page"), asks),)), "x.lss")


def asked(reading: Reading, name: str = "q") -> Question:
    assert reading.instrument is not None
    found = questions(reading.instrument)[f"/section_1/{name}"].item
    assert isinstance(found, Question)
    return found


def told(reading: Reading, *kinds: str) -> list[tuple[str, str]]:
    """What findings of these kinds say, by kind."""
    return [
        (one.kind, one.values.get("names", one.values.get("value", "")))
        for one in reading.findings
        if one.kind in kinds
    ]


def test_parts_and_settings_that_are_not_used_are_named_once() -> None:
    content = new_file().replace(b"</document>", QUOTAS)
    content = content.replace(b"<anonymized><![CDATA[I]]>", b"<anonymized><![CDATA[Y]]>")
    reading = read_lss(content, "x.lss")
    assert reading.instrument is not None
    assert {
        "limesurvey:quota",
        "limesurvey:quota_members",
        "limesurvey:quota_languagesettings",
    } <= (reading.instrument.kept.keys())
    assert told(reading, "parts-not-used", "survey-settings-not-used") == [
        ("parts-not-used", "survey_url_parameters (2), themes (1)"),
        ("survey-settings-not-used", "anonymized"),
    ]


@pytest.mark.parametrize(
    ("ask", "kind"),
    [
        (Ask("S", "q", Q, attributes={"numbers_only": "1"}), "setting-not-used"),
        (Ask("F", "q", Q, parts=SERVICES, answers=LEVELS, attributes={"min_answers": "2"}), "setting-not-used"),
        (Ask("N", "q", Q, attributes={"maximum_chars": "3"}), "setting-not-used"),
        (Ask("K", "q", Q, parts=SERVICES, attributes={"slider_max": "10"}), "setting-not-used"),
        (Ask("L", "q", Q, answers=LEVELS, other="Y", attributes={"other_numbers_only": "1"}), "setting-not-used"),
        (Ask("D", "q", Q, attributes={"date_format": "dd.mm.yyyy HH:MM"}), "time-not-asked"),
        (Ask("T", "q", Q, attributes={"script": "alert(1)"}), "script-not-run"),
    ],
)  # fmt: skip
def test_a_setting_that_allows_or_refuses_answers_is_told(ask: Ask, kind: str) -> None:
    reading = read(ask)
    assert [one.kind for one in reading.findings if one.level == "warning"] == [kind]
    assert reading.instrument is not None
    disabled = [placed.item.disabled for placed in walk(reading.instrument) if placed.item.disabled]
    assert len(disabled) == 1


def test_settings_that_change_nothing_are_kept_and_counted() -> None:
    reading = read(
        Ask("N", "q", Q, attributes={"text_input_width": "4", "statistics_showgraph": "1"}),
        Ask("N", "r", Q, attributes={"text_input_width": "6"}, translated={"suffix": Said("Euro", "euros")}),
    )  # fmt: skip
    assert told(reading, "looks-kept") == [("looks-kept", "suffix (2), text_input_width (2)")]
    assert asked(reading, "r").kept == {
        "limesurvey:text_input_width": "6",
        "limesurvey:suffix::de": "Euro",
        "limesurvey:suffix::en": "euros",
    }


def test_a_code_that_stands_for_two_questions_names_the_first() -> None:
    reading = read(
        Ask("Y", "q", Q),
        Ask("S", "q", Q, relevance='q.NAOK == "Y"'),
        Ask("S", "", Q),
        Ask("S", "", Q),
    )
    assert reading.instrument is not None
    names = [placed.item.name for placed in walk(reading.instrument)]
    assert names == ["welcome", "section_1", "q", "q_2", "question", "question_2"]
    assert asked(reading, "q_2").relevant == "${q} = 'Y'"
    assert [one.kind for one in reading.findings].count("code-twice-in-survey") == 3
    assert faults_of(reading.instrument) == ()


def test_answers_without_a_code_of_their_own_are_numbered() -> None:
    answers = tuple((code, Q, 0) for code in ("A 1", "A_1", "", "A2"))
    reading = read(Ask("L", "q", Q, answers=answers))
    assert reading.instrument is not None
    assert [choice.code for choice in reading.instrument.choice_lists["q"]] == [
        "A_1",
        "A_1_2",
        "A3",
        "A2",
    ]
    assert [one.kind for one in reading.findings if one.level == "warning"] == [
        "answer-codes-twice"
    ]


def test_the_text_beside_another_answer_keeps_its_beginning() -> None:
    content = old_file((Page(Q, (Ask("L", "q", Q, answers=LEVELS, other="Y", default="A2"),)),))
    more = b"<row><qid>100</qid><sqid>0</sqid><language>de</language><specialtype>other</specialtype><defaultvalue>Amt</defaultvalue></row>"
    content = content.replace(b"</rows>\n</defaultvalues>", more + b"</rows>\n</defaultvalues>")
    reading = read_lss(content, "x.lss")
    assert (asked(reading).default, asked(reading, "q_other").default) == ("A2", "Amt")


def test_self_is_the_answer_where_a_question_has_one() -> None:
    whole = {"em_validation_q": "self.NAOK > 3"}
    assert asked(read(Ask("N", "q", Q, attributes=whole))).constraint == ". > 3"


def test_rows_that_hang_on_nothing_are_told() -> None:
    content = old_file((Page(Q, (Ask("L", "q", Q, answers=LEVELS),)),))
    lost = b"<row><qid>9</qid><parent_qid>0</parent_qid><gid>77</gid><type>S</type><title>lost</title><language>de</language></row>"
    content = content.replace(b"<questions>\n<fields>", b"<questions>\n<fields>", 1)
    content = content.replace(b"</rows>\n</questions>", lost + b"</rows>\n</questions>")
    found = [
        one.values
        for one in read_lss(content, "x.lss").findings
        if one.kind == "rows-without-parent"
    ]
    assert found == [{"table": "questions", "number": "1"}]


def test_lines_of_a_table_that_belong_nowhere_are_told() -> None:
    lines = (
        "S\t\tlanguage\t\tde\t\t\t\t\nS\t\tanonymized\t\tY\t\t\t\t\nA\t0\tA1\t\tverloren\t\tde\t\t\n"
        "G\tG1\tSeite\t1\t\t\tde\t\t\nQ\tS\tq\t1\tFrage?\t\tde\tY\tN\n"
        "QTA\t\tKreise\t\t10\t\t\t\t\nQTAM\t\tq\t\tA1\t\t\t\t\nXYZ\t\tfremd\t\t\t\t\t\t\n"
    )
    reading = read_tsv((TSV_HEAD + lines).encode(), "x.txt")
    assert asked(reading).required == "true()"
    assert sorted({one.kind for one in reading.findings}) == [
        "parts-not-used",
        "quotas-kept",
        "rows-without-parent",
        "survey-settings-not-used",
    ]
    assert told(reading, "parts-not-used") == [("parts-not-used", "XYZ (1)")]
