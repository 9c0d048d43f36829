from datetime import date

import pytest

from regiowerk.ground.process import queries
from regiowerk.ground.process.domain.calendar import Window
from regiowerk.ground.process.domain.templates import (
    ActivityPlan,
    BodyPlan,
    MilestonePlan,
    StagePlan,
    Template,
    TemplateFaultsError,
    parse,
    windows,
)


def words(text):
    return {"de": text, "en": f"{text} (en)"}


def a_document():
    return {
        "key": "kurz",
        "name": words("Kurzes Verfahren"),
        "source": "Handbuch",
        "stages": [
            {
                "key": "hoeren",
                "act": "listen",
                "months": 2,
                "short_name": words("Teil 1"),
                "name": words("Hören"),
                "purpose": words("Was gibt es?"),
                "closing_condition": words("Alle gehört"),
                "activities": [{"name": words("Umfrage")}],
            }
        ],
        "milestones": [{"key": "auftakt", "month": 1, "name": words("Auftakt")}],
        "bodies": [
            {"key": "leitung", "name": words("Leitung")},
            {"key": "runde", "under": "leitung", "name": words("Runde"), "rhythm": words("oft")},
        ],
    }


def faults_of(document):
    with pytest.raises(TemplateFaultsError) as refused:
        parse(document, "de")
    return refused.value.faults


def test_a_template_is_read_in_one_language():
    assert parse(a_document(), "de") == Template(
        key="kurz",
        name="Kurzes Verfahren",
        summary="",
        source="Handbuch",
        stages=(
            StagePlan(
                key="hoeren",
                short_name="Teil 1",
                name="Hören",
                act="listen",
                months=2,
                purpose="Was gibt es?",
                closing_condition="Alle gehört",
                activities=(ActivityPlan("Umfrage"),),
            ),
        ),
        milestones=(MilestonePlan("auftakt", "Auftakt", 1),),
        bodies=(
            BodyPlan("leitung", "Leitung", "", "", "", ""),
            BodyPlan("runde", "Runde", "", "oft", "", "leitung"),
        ),
    )


def test_everything_wrong_is_said_at_once():
    document = a_document()
    document["name"] = {"de": "Nur deutsch"}
    document["stages"][0] |= {"act": "dance", "months": 0, "key": " "}
    document["milestones"] = "bald"
    document["bodies"][1]["under"] = "niemand"

    assert faults_of(document) == (
        "template.name.en: a text is expected",
        "template.stages[1].key: a text is expected",
        "template.stages[1].act: one of listen, decide, act, tell is expected, not dance",
        "template.stages[1].months: a whole number from 1 on is expected",
        "template.milestones: a list of tables is expected",
        "template.bodies: runde stands under niemand, which is not above it",
    )


def test_a_key_stands_there_once():
    document = a_document()
    document["stages"].append(document["stages"][0])

    assert faults_of(document) == ("template.stages: the key hoeren stands there more than once",)


def test_a_template_without_stages_is_none():
    assert faults_of(a_document() | {"stages": []}) == (
        "template.stages: at least one is expected",
    )


def test_the_stages_follow_each_other_without_a_gap():
    template = queries.template("regiopole")

    assert windows(template, date(2021, 1, 31)) == (
        Window(date(2021, 1, 31), date(2021, 7, 30), is_approximate=True),
        Window(date(2021, 7, 31), date(2022, 1, 30), is_approximate=True),
        Window(date(2022, 1, 31), date(2022, 7, 30), is_approximate=True),
        Window(date(2022, 7, 31), date(2023, 1, 30), is_approximate=True),
    )


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_template_that_ships_can_be_used(language):
    assert [template.key for template in queries.templates(language)] == list(
        queries.template_keys()
    )


def test_a_template_says_what_it_brings_along():
    assert queries.template_in_words(queries.template("regiopole")) == (
        "Regiopole, Module 1 bis 4: 4 Module in 24 Monaten, 3 Meilensteine, 5 Gremien"
    )


def test_a_template_nobody_ships_is_missing():
    with pytest.raises(queries.TemplateMissingError):
        queries.template("../../settings")
