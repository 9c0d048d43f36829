from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.core.management import call_command

SUBMISSION = "<data><n>7</n><r><x>1</x></r><r><x>2</x></r></data>"


@pytest.fixture
def instance(tmp_path: Path) -> Path:
    file = tmp_path / "submission.xml"
    file.write_text(SUBMISSION)
    return file


def test_type_and_value_stand_behind_the_expression(
    instance: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("evaluate", "/data/n + 1", "//x", "nope()", instance=instance)
    assert capsys.readouterr().out == (
        "/data/n + 1\tnumber\t8\n"
        '//x\tnodeset\t["1", "2"]\n'
        'nope()\terror\t"unknown-function: function nope"\n'
    )


def test_a_file_of_expressions_as_json(
    instance: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "expressions.txt"
    file.write_text("# a comment\n\n1 div 0\n/data/n = '7'\n")
    call_command("evaluate", instance=instance, file=file, json=True)
    assert json.loads(capsys.readouterr().out) == [
        {"expression": "1 div 0", "type": "number", "value": "Infinity"},
        {"expression": "/data/n = '7'", "type": "boolean", "value": True},
    ]


FORM = """<h:html xmlns:h="http://www.w3.org/1999/xhtml" xmlns="http://www.w3.org/2002/xforms">
<h:head><model><instance><data id="d"><n/></data></instance>
<instance id="towns"><root><item><name>bra</name><label>Brakel</label></item>
<item><name>sal</name><label>Salzkotten</label></item></root></instance>
<bind nodeset="/data/n" type="int"/></model></h:head></h:html>"""


def test_rows_by_index_and_the_lists_of_a_form_are_found(
    instance: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    form = tmp_path / "form.xml"
    form.write_text(FORM)
    expressions = [
        "indexed-repeat(/data/r/x, /data/r, 2)",
        "instance('towns')/root/item[name = 'sal']/label",
        "pulldata('towns', 'label', 'name', 'bra')",
        "pulldata('towns', 'label', 'name', 'none')",
        "indexed-repeat(/data/r/x, /data/r)",
    ]
    call_command("evaluate", *expressions, instance=instance, form=form, json=True)
    told = json.loads(capsys.readouterr().out)
    assert [line["value"] for line in told[:4]] == [["2"], ["Salzkotten"], ["Brakel"], []]
    assert told[4]["type"] == "error"


@pytest.mark.parametrize(
    ("content", "expressions", "said"),
    [
        ("<data>", ["1"], "is not readable XML"),
        (None, ["1"], "Cannot read"),
        (SUBMISSION, [], "Give at least one expression"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(
    content: str | None,
    expressions: list[str],
    said: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = tmp_path / "submission.xml"
    if content is not None:
        file.write_text(content)
    with pytest.raises(SystemExit) as caught:
        call_command("evaluate", *expressions, instance=file, language="en")
    assert caught.value.code == 2
    assert said in capsys.readouterr().err
