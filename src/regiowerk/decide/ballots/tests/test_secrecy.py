"""Attacks on a secret vote: what is published, or lies in the tables, tells nobody's paper.

The strongest one: the same papers are handed in by others, in another order.  Whoever could tell from
anything that is published whose a paper was would have to see a difference, and there is none.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import permutations

import pytest
from django.apps import apps
from django.db import connection

from regiowerk.decide.ballots import actions
from regiowerk.decide.ballots.domain.rounds.marks import Marks
from regiowerk.decide.ballots.domain.rounds.rulebook import Form, Method, Rulebook, Weighting
from regiowerk.decide.ballots.domain.weighting import Band
from regiowerk.decide.ballots.models import Draft, Link, Paper, Voter
from regiowerk.decide.ballots.tests.factories import (
    APPROVAL,
    a_draft,
    a_link,
    a_paper,
    a_result,
    a_round,
    a_voter,
    an_exclusion,
    opened,
)
from regiowerk.ground.journal.models import Entry
from regiowerk.ground.notices.models import Mail
from regiowerk.ground.process.tests.factories import deeds
from regiowerk.ground.regions.tests.factories import a_figure, a_membership, a_municipality

pytestmark = pytest.mark.django_db

PAGE = "/verfahren/muster/abstimmungen/themen/"
SECRET = replace(APPROVAL, is_secret=True)
RECEIPTS = ("ZZZZ-0001", "AAAA-0002", "MMMM-0003", "CCCC-0004")
SAID = (("alpha",), ("beta", "gamma"), (), ("alpha", "gamma"))


@pytest.fixture
def towns(process):
    towns = [a_municipality(f"0599900{n}", f"Ort {n}") for n in range(4, 8)]
    for town in towns:
        a_membership(process.region, town)
    return towns


def voted(process, towns, order, rule=SECRET, said=SAID):
    """The town at each place of `order` hands in the paper of that place, one after the other."""
    round = opened(a_round(process, rule, voters=towns))
    for place, number in enumerate(order):
        keys = frozenset(said[place])
        a_paper(a_voter(round, towns[number]), Marks(options=keys), receipt=RECEIPTS[place])
    return round


def published(office, round):
    """Everything anybody can read of the round, without what is drawn anew in every page."""
    addresses = (
        "",
        "ergebnis/",
        "ergebnis/zettel/",
        "ergebnis/nachweis.json",
        "ergebnis/datei/csv/",
    )
    pages = [office.get(f"{PAGE}{address}").text for address in addresses]
    plain = [
        re.sub(r'value="[A-Za-z0-9]{64}"|nonce-[^"\']+|nonce="[^"]+"', "", page) for page in pages
    ]
    turnout = office.get(f"{PAGE}beteiligung/").text
    return (
        *plain,
        re.sub(r'value="[A-Za-z0-9]{64}"|nonce="[^"]+"', "", turnout),
        round.result.panels,
        *(text for one in Mail.objects.order_by("once_key") for text in (one.subject, one.text)),
        *(f"{deed} {label}" for deed, label in deeds()),
    )


@pytest.mark.parametrize("order", list(permutations(range(4)))[1::5])
def test_whoever_handed_in_which_paper_and_when_everything_published_is_the_same(
    office, process, towns, order
):
    first = voted(process, towns, range(4))
    a_result(first)
    expected = published(office, first)
    _begin_anew(first)

    second = voted(process, towns, order)
    a_result(second)

    found = published(office, second)
    assert _alike(found) == _alike(expected)


def test_of_named_papers_the_same_attack_sees_the_difference(office, process, towns):
    first = voted(process, towns, range(4), rule=APPROVAL)
    a_result(first)
    expected = published(office, first)
    _begin_anew(first)

    second = voted(process, towns, (1, 0, 2, 3), rule=APPROVAL)
    a_result(second)

    assert _alike(published(office, second)) != _alike(expected)


def _begin_anew(round):
    Entry.objects.all().delete()
    Mail.objects.all().delete()
    round.delete()


def _alike(texts):
    """Numbers of rows that were made before anybody voted may differ; nothing else."""
    return [re.sub(r"\b(id|pk|links|beteiligung)[=/]\"?\d+", "", text) for text in texts]


def test_the_rows_of_the_tables_tell_neither_order_nor_owner(process, towns):
    round = voted(process, towns, (2, 0, 3, 1))
    a_paper(a_voter(round, towns[0]), Marks(options=frozenset({"beta"})), receipt="KKKK-5", seen=1)
    before = list(Paper.objects.order_by("pk").values_list("receipt", flat=True))

    a_result(round)

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM ballots_paper")
        rows = cursor.fetchall()
    texts = " ".join(str(cell) for row in rows for cell in row)
    stored = [row[0] for row in rows]
    assert (
        before != [*RECEIPTS, "KKKK-5"],
        len(rows),
        [town.key for town in towns if town.key in texts],
        Paper.objects.exclude(voter=None).count(),
        Paper.objects.exclude(number=None).count(),
        set(Voter.objects.values_list("cast_number", flat=True)),
        len(set(stored)),
        Draft.objects.count(),
    ) == (True, 4, [], 0, 0, {0}, 4, 0)


def test_no_table_keeps_a_time_at_which_somebody_handed_in(process, towns):
    """Of everything with a time, nothing is written or changed by handing in a secret paper."""
    round = opened(a_round(process, SECRET, voters=towns))
    voter = a_voter(round, towns[0])
    a_link(voter)
    a_draft(voter, Marks(options=frozenset({"alpha"})))
    before = _times()

    a_paper(voter, Marks(options=frozenset({"beta"})))

    gone = {name for name, rows in before.items() if rows - _times()[name]}
    new = {name for name, rows in _times().items() if rows - before[name]}
    assert (new - {"regions.Mandate", "people.User"}, gone) == (set(), {"ballots.Draft"})


def _times():
    """Every moment in every table, with its row."""
    found = {}
    for model in apps.get_models():
        names = [
            one.name for one in model._meta.fields if one.get_internal_type() == "DateTimeField"
        ]
        if names:
            rows = model.objects.values_list("pk", *names)
            found[model._meta.label] = {
                (pk, *times) for pk, *times in rows if any(time is not None for time in times)
            }
    return found


def test_a_link_does_not_say_whether_it_was_used():
    assert {one.name for one in Link._meta.fields} == {
        "id",
        "voter",
        "may_cast",
        "name",
        "email",
        "token_hash",
        "made_at",
        "made_by",
        "expires_at",
        "revoked_at",
        "revoked_by",
    }


def test_deleted_rows_are_overwritten_in_the_file():
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL: docs/decisions/0017 says what to do")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete")
        assert cursor.fetchone() == (1,)


def test_who_took_part_is_told_in_the_order_of_names_and_all_at_once(process, towns):
    a_result(voted(process, towns, (3, 1, 0, 2)))

    told = Entry.objects.filter(deed="voter.took_part").order_by("pk")
    assert (
        [one.object_label for one in told],
        len({one.happened_at for one in told}),
    ) == ([f"Themen, {town}" for town in towns], 1)


def test_everybody_entitled_gets_the_mail_of_the_result_whether_they_voted_or_not(process, towns):
    round = opened(a_round(process, SECRET, voters=towns))
    for town in towns:
        a_link(a_voter(round, town), token=f"wort-{town.key}")
        Link.objects.filter(voter__organisation=town).update(email=f"{town.key}@example.org")
    for number, town in enumerate(towns[:3]):
        a_paper(a_voter(round, town), Marks(options=frozenset({"alpha"})), receipt=RECEIPTS[number])

    a_result(round)

    mails = Mail.objects.filter(once_key__startswith="ballot-result:")
    assert {f"{town.key}@example.org" for town in towns} <= set(mails.values_list("to", flat=True))
    assert len({one.text for one in mails if one.to.endswith("@example.org")}) <= 2


@pytest.mark.parametrize("form", [Form.RANKING, Form.SCORES, Form.PAIRWISE])
def test_who_must_not_judge_something_is_not_known_by_a_gap_on_the_paper(process, towns, form):
    method = {
        Form.RANKING: Method.BORDA,
        Form.SCORES: Method.MEAN,
        Form.PAIRWISE: Method.COPELAND,
    }[form]
    round = a_round(process, Rulebook(form, method, is_secret=True), voters=towns)
    an_exclusion(round.options.get(key="alpha"), towns[0])

    with pytest.raises(actions.NotReadyError) as refused:
        opened(round)

    assert "kann niemand von einer Wahlmöglichkeit" in str(refused.value)


def test_who_must_not_judge_something_is_not_known_by_too_few_crosses(process, towns):
    round = a_round(process, replace(SECRET, least=3), voters=towns)
    an_exclusion(round.options.get(key="alpha"), towns[0])

    with pytest.raises(actions.NotReadyError) as refused:
        opened(round)

    assert "weniger Kreuze machen" in str(refused.value)


def test_a_weight_few_share_is_not_secret(process, towns):
    rule = replace(SECRET, weighting=Weighting.BANDS, bands=(Band(0, 1), Band(10_000, 2)))
    round = a_round(process, rule, voters=towns)
    for number, town in enumerate(towns):
        a_figure(town, "20000" if number == 0 else "5000")

    with pytest.raises(actions.NotReadyError) as refused:
        opened(round)

    assert "nicht geheim" in str(refused.value)
