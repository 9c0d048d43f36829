"""A rule by which options are rated: told in words, checked, written down and read again."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from regiowerk.decide.ballots.domain.rounds.marks import marks_from, marks_text
from regiowerk.decide.ballots.domain.rounds.rulebook import (
    Fault,
    Form,
    Method,
    Rulebook,
    Weighting,
    faults_of,
    read_rulebook,
    words_of,
)
from regiowerk.decide.ballots.queries.words import rule_in_words
from regiowerk.decide.ballots.tests.test_scoring_rounds import CRITERIA, RULE, marks


def test_the_rule_is_told_in_plain_words():
    assert rule_in_words(replace(RULE, reconciles=True, threshold=Fraction(1, 2)))[3:8] == (
        "Kriterien: Wirkung 60 %; Aufwand 40 %.",
        "Muss: Rechtlich möglich.",
        "Jede Wahlmöglichkeit bewerten mindestens 2 unabhängig voneinander; mit weniger hat sie keinen "
        "Platz.",
        "Liegen Bewertungen weiter als 20 % der Skala auseinander, sehen es die, die bewertet haben; "
        "sie bewerten neu, und ohne Einigung hat die Wahlmöglichkeit keinen Platz.",
        "Gewählt wird nur, was mindestens 50 von 100 Punkten hat.",
    )


def test_faults_of_such_a_rule():
    assert (
        faults_of(RULE),
        faults_of(replace(RULE, criteria=CRITERIA[2:])),
        faults_of(replace(RULE, scorers=1)),
        faults_of(replace(RULE, weighting=Weighting.SQUARE_ROOT)),
    ) == ((), (Fault.NO_CRITERIA,), (Fault.SCORERS,), (Fault.SCORES_TELL,))


def test_rule_and_marks_are_written_down_and_read_again():
    said = marks(alpha=(8, 5, 1))

    assert (
        read_rulebook(words_of(RULE)),
        marks_from(Form.SCORING, marks_text(Form.SCORING, said)),
        words_of(Rulebook(Form.APPROVAL, Method.MOST))["version"],
        words_of(RULE)["version"],
        "criteria" in words_of(Rulebook(Form.APPROVAL, Method.MOST)),
    ) == (RULE, said, "1", "2", False)
