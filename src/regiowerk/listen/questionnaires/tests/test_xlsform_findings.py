from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from regiowerk.listen.questionnaires.documents.xlsform import read_workbook
from regiowerk.listen.questionnaires.documents.xlsform.cells import MOST_ROWS
from regiowerk.listen.questionnaires.domain.logic import KINDS
from regiowerk.listen.questionnaires.queries import sentence_of
from regiowerk.listen.questionnaires.queries.sentences import SENTENCES
from regiowerk.listen.questionnaires.tests.workbooks import (
    HEAD,
    NAMESPACES,
    ROW,
    a_workbook,
    asking,
)

LISTS = (("list_name", "name", "label"), ("l", "a", "A"), ("l", "b", "B"))
ONE = (HEAD, ("select_one l", "pick", "Was?", "public"))


def found(content: bytes, name: str = "bogen.xlsx") -> list[tuple[str, str, int | None, str]]:
    """Level, kind, row and column of everything found."""
    findings = read_workbook(content, name).findings
    return [(str(f.level), f.kind, f.row, f.column) for f in findings]


CASES = [
    (asking(("dateTime", "a", "A", "public")), ("warning", "type-replaced", 2, "type")),
    (asking(("image", "a", "A", "public")), ("warning", "type-replaced", 2, "type")),
    (asking(ROW, ("csv-external", "orte")), ("error", "attachment-missing", 3, "type")),
    (asking(ROW, ("xml-external", "orte")), ("warning", "list-file-not-read", 3, "type")),
    (asking((*ROW, "${last-saved#wish}"), extra=["default"]), ("note", "last-answer-prefilled", 2, "default")),
    (a_workbook((("type", "name", "label", "appearance"), ("select_one l", "a", "A", "search('orte')")), LISTS), ("warning", "search-not-applied", 2, "appearance")),
    (asking(("txet", "a", "A", "public")), ("error", "unknown-type-of-question", 2, "type")),
    (asking(("select_one", "a", "A", "public")), ("error", "type-without-list", 2, "type")),
    (asking(ROW, ("", "b", "B", "")), ("error", "no-type", 3, "type")),
    (asking(("text", None, "A", "public")), ("error", "no-name", 2, "name")),
    (asking(("text", "1 a", "A", "public")), ("error", "bad-name", 2, "name")),
    (asking(ROW, ROW), ("error", "name-twice", 3, "name")),
    (asking(ROW, ("text", "Wish", "A", "public")), ("warning", "name-differs-in-case", 3, "name")),
    (asking(("text", "a", None, "public")), ("error", "no-label", 2, "label")),
    (asking(("text", "a", "A", None)), ("warning", "no-visibility", 2, "bind::rp:confidential")),
    (asking(("text", "a", "A", "publik")), ("error", "wrong-value", 2, "bind::rp:confidential")),
    (asking(("text", "a", "<b>A</b>", "public")), ("warning", "markup", 2, "label")),
    (asking((*ROW, "x"), extra=["farbe"]), ("warning", "column-kept", 2, "farbe")),
    (asking((*ROW, "5"), extra=["repeat_count"]), ("warning", "column-without-effect", 2, "repeat_count")),
    (asking((*ROW, "viel"), extra=["bind::rp:min_cell"]), ("error", "not-a-number", 2, "bind::rp:min_cell")),
    (asking((*ROW, "start 1"), extra=["parameters"]), ("error", "bad-parameters", 2, "parameters")),
    (asking(("range", "r", "R", "public", "start=x"), extra=["parameters"]), ("error", "range-without-number", 2, "parameters")),
    (asking(("calculate", "c", None, "public")), ("error", "no-calculation", 2, "calculation")),
    (asking((*ROW, "${nie} = 1"), extra=["relevant"]), ("error", "dangling-reference", 2, "relevant")),
    (asking((*ROW, "zauber(1)"), extra=["relevant"]), ("error", "unknown-function", 2, "relevant")),
    (asking((*ROW, "1 +"), extra=["relevant"]), ("error", "syntax", 2, "relevant")),
    (
        asking(("calculate", "a", "A", "public", "${b}"), ("calculate", "b", "B", "public", "${a}"), extra=["calculation"]),
        ("error", "cycle", 2, "calculation"),
    ),
    (asking(("begin_group", "g", "G"), ROW), ("error", "not-ended", 2, "type")),
    (asking(ROW, ("end_group",)), ("error", "ends-nothing", 3, "type")),
    (asking(("begin_group", "g", "G"), ROW, ("end_repeat",)), ("error", "ends-another", 4, "type")),
    (asking(ROW, ("begin_group", "g", "G"), ("end_group",)), ("warning", "empty-group", 3, "type")),
    (
        asking(("begin_repeat", "r", "R", None, "5000"), ROW, ("end_repeat",), extra=["repeat_count"]),
        ("warning", "too-many-rows", 2, "repeat_count"),
    ),
    (asking(("begin_group", "g"), ROW, ("end_group",)), ("warning", "section-without-label", 2, "label")),
    (asking(("note", "n", "N")), ("error", "nothing-asked", None, "")),
    (asking(ROW, ("start", "start")), ("note", "metadata-not-needed", 3, "type")),
    (asking(("text", "a", '=HYPERLINK("http://x","y")', "public")), ("error", "formula", 2, "label")),
    (asking(("text", "a", "-cmd|'/c calc'!A0", "public")), ("error", "formula", 2, "label")),
    (a_workbook(merged="C2:D3"), ("warning", "merged-cells", 2, "")),
    (a_workbook(((*HEAD, "label"), (*ROW, "x"))), ("error", "column-twice", 1, "label")),
    (a_workbook(((*HEAD, None), (*ROW, "x"))), ("warning", "cell-without-heading", 2, "E")),
    (a_workbook(name="survei"), ("error", "no-survey-sheet", None, "")),
    (a_workbook((("Frage",), ("x",))), ("error", "no-type-column", None, "")),
    (a_workbook(settings={"form_title": "x"}), ("warning", "namespace-missing", None, "")),
    (a_workbook(settings={**NAMESPACES, "sms_keyword": "x"}), ("note", "setting-kept", 2, "sms_keyword")),
    (a_workbook(settings={**NAMESPACES, "default_language": "Klingonisch"}), ("warning", "language-without-code", 2, "default_language")),
    (a_workbook(ONE), ("error", "list-missing", 2, "type")),
    (a_workbook(choices=LISTS), ("warning", "list-unused", 2, "list_name")),
    (a_workbook(ONE, (*LISTS, ("l", "a", "C"))), ("error", "code-twice", 4, "name")),
    (a_workbook(ONE, (*LISTS, ("l", "A", "C"))), ("warning", "code-differs-in-case", 4, "name")),
    (a_workbook(ONE, (*LISTS, ("l", "c d", "C"))), ("error", "choice-with-space", 4, "name")),
    (a_workbook(ONE, (*LISTS, ("l", None, "C"))), ("error", "choice-incomplete", 4, "name")),
    (a_workbook(ONE, (*LISTS, ("l", "c", None))), ("warning", "choice-without-label", 4, "name")),
    (a_workbook(ONE, (*LISTS, ("l", "vielleicht", "C"))), ("note", "codes-long-for-limesurvey", None, "")),
    (asking(("text", "a" * 21, "A", "public")), ("note", "names-long-for-limesurvey", None, "")),
    (asking(("select_one_from_file orte.csv", "ort", "Ort", "public")), ("error", "attachment-missing", 2, "type")),
    (a_workbook((HEAD, ("select_one l or_other", "pick", "Was?", "public")), LISTS), ("note", "other-made-explicit", 2, "type")),
]  # fmt: skip


@pytest.mark.parametrize(("content", "finding"), CASES)
def test_each_finding_names_its_cell(content, finding):
    told = found(content)

    assert finding in told
    assert all(kind in SENTENCES for _level, kind, _row, _column in told)


def test_a_translation_that_is_missing_is_told():
    content = a_workbook(
        (("type", "name", "label::Deutsch (de)", "label::English (en)"), ("text", "a", "A", None))
    )

    assert ("warning", "translation-missing", 2, "label::English (en)") in found(content)


def test_too_many_rows_stop_the_reading():
    rows = [("text", f"q{number}", "A", "public") for number in range(MOST_ROWS + 1)]

    assert found(asking(*rows)) == [("error", "too-many-rows", MOST_ROWS + 1, "")]


def _zip(**parts: bytes) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (b"", "a.xlsx", "empty-file"),
        (b"PK\x03\x04kaputt", "a.xlsx", "broken-workbook"),
        (b"<html>", "a.xls", "broken-workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.xlsx", "encrypted-workbook"),
        (b"%PDF", "a.pdf", "not-a-workbook"),
        (a_workbook(), "a.xlsm", "macros"),
        (_zip(**{"xl/vbaProject.bin": b"x"}), "a.xlsx", "macros"),
        (_zip(bomb=b"0" * (61 * 1024 * 1024)), "a.xlsx", "unpacks-too-large"),
        (_zip(a=b"b"), "a.xlsx", "broken-workbook"),
        (b"x" * (10 * 1024 * 1024 + 1), "a.xlsx", "file-too-large"),
    ],
)
def test_hostile_files_are_not_opened(content, name, kind):
    reading = read_workbook(content, name)

    assert reading.instrument is None
    assert [finding.kind for finding in reading.findings] == [kind]


def test_every_fault_of_logic_has_a_sentence():
    assert set(KINDS) - set(SENTENCES) == set()


def test_a_sentence_gives_advice():
    values = {"type": "txet", "near": "text"}

    assert sentence_of("unknown-type-of-question", values) == (
        "Der Typ „txet“ ist nicht bekannt. Berichtigen Sie ihn. Meinten Sie „text“?"
    )
