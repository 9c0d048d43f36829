"""The questionnaire most tests ask: what exists, and plans with entries and a file."""

from __future__ import annotations

from regiowerk.listen.questionnaires.domain.answers import Field
from regiowerk.listen.questionnaires.domain.instrument import (
    Choice,
    Group,
    Instrument,
    Kind,
    Prefill,
    Question,
    Repeat,
    SignOff as Needed,
    Visibility,
)
from regiowerk.listen.surveys.models import Head, Participation

_YES_NO = (Choice("yes", {"de": "ja"}), Choice("no", {"de": "nein"}))


def _question(name: str, kind: Kind = Kind.TEXT, **rest: object) -> Question:
    label = {"de": f"Frage {name}"}
    return Question(name, kind, label=label, visibility=Visibility.REGION, **rest)


# Two sections: what exists, with a condition, a limit and a default; and plans with entries and a file.
TOWN_HALL = Instrument(
    "rathaus",
    {"de": "Digitale Verwaltung"},
    (
        Group(
            "today",
            (
                _question("website", Kind.SELECT_ONE, choice_list="yes_no", required="true()"),
                _question("address", relevant="${website} = 'yes'", required="true()"),
                _question("staff", Kind.INTEGER, constraint=". >= 0 and . < 1000"),
                _question("topics", Kind.SELECT_MULTIPLE, choice_list="topics"),
                _question("country", default="Deutschland"),
            ),
            label={"de": "Was es heute gibt"},
            minutes=5,
        ),
        Group(
            "plans",
            (
                _question(
                    "goal",
                    prefill=Prefill.LAST_WAVE,
                    indicator="goal",
                    sign_off=Needed.DEPARTMENT,
                ),
                _question("concept", Kind.FILE),
                Repeat(
                    "projects",
                    (_question("title", required="true()"), _question("cost", Kind.INTEGER)),
                    label={"de": "Vorhaben"},
                ),
                _question("doubled", Kind.CALCULATE, calculation="${staff} * 2"),
            ),
            label={"de": "Was geplant ist"},
            unit="Hauptamt",
            minutes=10,
        ),
    ),
    {
        "yes_no": _YES_NO,
        "topics": (
            Choice("care", {"de": "Pflege"}),
            Choice("school", {"de": "Schule"}),
            Choice("traffic", {"de": "Verkehr"}),
        ),
    },
)


TOPICS, COUNTRY, GOAL = Field("/today/topics"), Field("/today/country"), Field("/plans/goal")
WEBSITE, ADDRESS, STAFF = Field("/today/website"), Field("/today/address"), Field("/today/staff")
CONCEPT, PROJECTS = Field("/plans/concept"), Field("/plans/projects")


def present(participation: Participation) -> dict[str, str]:
    """What stands in every field that was ever answered: canonical JSON by path and rows."""
    heads = Head.objects.filter(participation=participation).order_by("path", "rows")
    return {
        f"{path}{'~' if rows else ''}{rows}": value
        for path, rows, value in heads.values_list("path", "rows", "revision__value")
    }
