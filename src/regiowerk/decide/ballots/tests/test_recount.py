"""Anybody counts again from the file alone."""

from __future__ import annotations

import json
from typing import get_args

import pytest
from django.core.management import CommandError, call_command

from regiowerk.decide.ballots.documents.oddities import WORDS
from regiowerk.decide.ballots.domain.pabulib import FindingKind
from regiowerk.decide.ballots.domain.records import canonical
from regiowerk.decide.ballots.domain.rounds.marks import Marks
from regiowerk.decide.ballots.domain.rounds.rulebook import Form, Method, Rulebook
from regiowerk.decide.ballots.tests.factories import (
    a_paper,
    a_result,
    a_round,
    a_voter,
    opened,
)
from regiowerk.ground.regions.tests.factories import a_municipality

PB = """META
key;value
budget;100
vote_type;approval
PROJECTS
project_id;cost;name
park;60;Park
bad;50;Bad
weg;40;Weg
VOTES
voter_id;vote
1;park,park
2;park
3;bad
4;weg,kein
"""


@pytest.fixture
def record(process, tmp_path):
    """The record of a round in which beta has most crosses, as a file."""
    towns = [a_municipality(f"0599900{n}", f"Ort {n}") for n in range(4, 9)]
    round = opened(a_round(process, voters=towns))
    for town, key in zip(towns, ("alpha", "beta", "beta"), strict=False):
        a_paper(a_voter(round, town), Marks(options=frozenset({key})))
    path = tmp_path / "nachweis.json"
    path.write_text(a_result(round).record, encoding="utf-8")
    return path


def test_a_record_is_counted_again_without_a_database(record, capsys, django_assert_num_queries):
    with django_assert_num_queries(0):
        call_command("recount", str(record))

    said = capsys.readouterr().out.splitlines()
    assert said[:-1] == [
        "Welches Thema vertiefen wir?",
        "Organisationen: 3 von 5 Stimmzetteln",
        "  1. beta: 2 (gewählt)",
        "  2. alpha: 1",
        "  3. gamma: 0",
        "Nachgezählt: Das Ergebnis ist das im Nachweis.",
    ]
    assert said[-1].startswith("SHA-256 der Datei: ")


def test_a_paper_that_was_changed_is_found(record, capsys):
    words = json.loads(record.read_bytes())
    words["chambers"][0]["papers"][0]["marks"] = {"options": ["gamma"]}
    record.write_bytes(canonical(words))

    with pytest.raises(CommandError) as refused:
        call_command("recount", str(record))

    said = capsys.readouterr().out
    assert (refused.value.returncode, "digests.chambers" in said, "result" in said) == (
        1,
        True,
        True,
    )


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"format": "regiowerk-round/9"}', "META\nkey;value\n"]
)
def test_what_is_no_record_is_said_in_words(tmp_path, content):
    path = tmp_path / "x.json"
    path.write_text(content, encoding="utf-8")

    with pytest.raises(CommandError) as refused:
        call_command("recount", str(path))

    assert (refused.value.returncode, bool(str(refused.value))) == (2, True)


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(CommandError) as refused:
        call_command("recount", str(tmp_path / "fehlt.json"))

    assert refused.value.returncode == 2


def pb(path, **meta: str):
    """The file with more lines in its head, and "selected" for what was published."""
    chosen = meta.pop("selected", None)
    head = "".join(f"{key};{value}\n" for key, value in meta.items())
    text = PB.replace("PROJECTS\n", f"{head}PROJECTS\n")
    if chosen is not None:
        text = text.replace("project_id;cost;name", "project_id;cost;name;selected")
        for key in ("park;60;Park", "bad;50;Bad", "weg;40;Weg"):
            text = text.replace(key, f"{key};{int(key.partition(';')[0] in chosen)}")
    path.write_text(text, encoding="utf-8")
    return path


def test_a_pb_file_is_counted_by_its_own_rule_beside_what_was_published(tmp_path, capsys):
    path = pb(tmp_path / "wahl.pb", rule="equalshares/add1", selected=("park", "weg"))

    call_command("recount", str(path))

    said = capsys.readouterr().out.splitlines()
    assert said[-4:] == [
        "2 von 3 Wahlmöglichkeiten gewählt, 100 von 100 ausgegeben:",
        "  park: Stimmen 2, wirksam 2, höchstens 30 je Stimme",
        "  weg: Stimmen 1, wirksam 1, höchstens 40 je Stimme",
        "Nachgezählt: Das Ergebnis ist das veröffentlichte.",
    ]


def test_another_published_result_is_told_with_what_differs(tmp_path, capsys):
    path = pb(tmp_path / "wahl.pb", rule="greedy", selected=("park", "bad"))

    with pytest.raises(CommandError) as refused:
        call_command("recount", str(path))

    assert (refused.value.returncode, capsys.readouterr().out.splitlines()[-3:]) == (
        1,
        [
            "Nachgezählt: Das Ergebnis ist nicht das veröffentlichte.",
            "  nur hier gewählt: weg",
            "  nur veröffentlicht: bad",
        ],
    )


def test_a_rule_that_is_named_nowhere_is_asked_for(tmp_path):
    with pytest.raises(CommandError) as refused:
        call_command("recount", str(pb(tmp_path / "wahl.pb")))

    assert (refused.value.returncode, "--rule" in str(refused.value)) == (2, True)


def test_a_pb_file_is_counted_and_its_oddities_are_named(tmp_path, capsys):
    path = pb(tmp_path / "wahl.pb")

    call_command("recount", str(path), "--rule", "greedy")

    said = capsys.readouterr().out
    assert (
        "2 von 3 Wahlmöglichkeiten gewählt, 100 von 100 ausgegeben:" in said,
        said.splitlines()[-3:],
        [line for line in said.splitlines() if "Zeile" in line],
    ) == (
        True,
        [
            "  park: Stimmen 2",
            "  weg: Stimmen 1",
            "Die Datei nennt kein Ergebnis zum Vergleichen.",
        ],
        [
            "  Zeile 12: „park“ steht zweimal auf einem Stimmzettel und zählt einmal",
            "  Zeile 15: „kein“ ist keine Wahlmöglichkeit dieser Datei und zählt nicht",
        ],
    )


def test_every_oddity_has_its_sentence():
    assert set(WORDS) == set(get_args(FindingKind.__value__))


def test_amounts_are_in_the_currency_of_the_file(tmp_path, capsys):
    path = pb(tmp_path / "wahl.pb")
    path.write_text(path.read_text("utf-8").replace("budget;", "currency;PLN\nbudget;"), "utf-8")

    call_command("recount", str(path), "--rule", "equalshares")

    assert "0 PLN von 100 PLN" in capsys.readouterr().out


def test_the_papers_of_a_record_leave_as_a_pb_file(record, tmp_path, capsys):
    path = tmp_path / "raus.pb"

    call_command("recount", str(record), "--write-pb", str(path))
    call_command("recount", str(path), "--rule", "greedy")

    assert "  beta: Stimmen 2" in capsys.readouterr().out.splitlines()


def test_duels_have_no_pb_file(process, tmp_path):
    town = a_municipality("05999004", "Ort 4")
    rule = Rulebook(Form.PAIRWISE, Method.COPELAND)
    round = opened(a_round(process, rule, voters=[town]))
    a_paper(a_voter(round, town), Marks(pairs=frozenset({("alpha", "beta")})))
    path = tmp_path / "paare.json"
    path.write_text(a_result(round).record, encoding="utf-8")

    with pytest.raises(CommandError) as refused:
        call_command("recount", str(path), "--write-pb", str(tmp_path / "raus.pb"))

    assert refused.value.returncode == 2
