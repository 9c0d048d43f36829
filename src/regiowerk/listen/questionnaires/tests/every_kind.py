"""An instrument with a question of every kind, conditions, a table and entries."""

from __future__ import annotations

from regiowerk.listen.questionnaires.domain.instrument import (
    Choice,
    Group,
    Instrument,
    Kind,
    Question,
    Repeat,
    Visibility,
)

REGION, OFFICE = Visibility.REGION, Visibility.OFFICE
MUST = "true()"


def said(german: str, english: str = "") -> dict[str, str]:
    return {"de": german, "en": english or f"EN {german}"}


def _choices(**labels: str) -> tuple[Choice, ...]:
    return tuple(Choice(code, said(label)) for code, label in labels.items())


_TODAY = Group(
    "today",
    (
        Question("intro", Kind.NOTE, said("Gemeint ist die **Kernverwaltung**: alle Ämter.")),
        Question(
            "strategy",
            Kind.SELECT_ONE,
            said("Gibt es eine Digitalisierungsstrategie?", "Is there a strategy?"),
            hint=said("Auch ein Kapitel in einem anderen Konzept zählt."),
            guidance=said("Gemeinsame Ziele bauen auf dem auf, was schon beschlossen ist."),
            required=MUST,
            choice_list="strategy",
            visibility=Visibility.PUBLIC,
            is_core=True,
        ),
        Question(
            "year",
            Kind.INTEGER,
            said("In welchem Jahr wurde sie beschlossen?", "In which year?"),
            relevant="${strategy} = 'adopted'",
            constraint=". >= 2000 and . <= 2022",
            constraint_message=said("Bitte geben Sie ein Jahr zwischen 2000 und 2022 ein."),
            visibility=REGION,
        ),
        Question(
            "topics",
            Kind.SELECT_MULTIPLE,
            said("Was fehlt vor allem?"),
            hint=said("Mehrere Antworten sind möglich."),
            choice_list="topics",
            visibility=Visibility.AGGREGATE,
            min_cell=5,
        ),
        Question(
            "goals", Kind.TEXT, said("Ihre Ziele?"), appearance="multiline", visibility=OFFICE
        ),
        Question(
            "staff",
            Kind.DECIMAL,
            said("Wie viele Stellen hat Ihre IT?", "How many posts?"),
            parameters={"unit": "Stellen"},
            constraint=". >= 0",
            visibility=REGION,
            is_core=True,
        ),
        Question("double", Kind.CALCULATE, said("Das Doppelte:"), calculation="${staff} * 2"),
        Question(
            "contact",
            Kind.TEXT,
            said("Wen dürfen wir fragen?"),
            visibility=Visibility.PERSONAL,
            unit="Hauptamt",
        ),
    ),
    label=said("Was es heute gibt", "What there is today"),
    hint=said("Eine Schätzung hilft mehr als eine Lücke."),
)
_SKILLS = Group(
    "skills",
    tuple(
        Question(name, Kind.SELECT_ONE, said(label), choice_list="rating", visibility=REGION)
        for name, label in (("projects", "Projekte leiten"), ("security", "Sicherheit"))
    ),
    label=said("Wie gut sind Sie aufgestellt?"),
    appearance="table-list",
)
_PLANS = Group(
    "plans",
    (
        _SKILLS,
        Question(
            "share",
            Kind.RANGE,
            said("Wie viel Prozent?"),
            parameters={"start": "0", "end": "100", "step": "10"},
            visibility=REGION,
        ),
        Question("order", Kind.RANK, said("Was zuerst?"), choice_list="topics", visibility=REGION),
        Question("day", Kind.DATE, said("Wann tagt der Rat?"), visibility=REGION),
        Question(
            "paper",
            Kind.FILE,
            said("Ihre Strategie?"),
            parameters={"accept": ".pdf"},
            visibility=REGION,
        ),
        Question(
            "partner", Kind.GEOPOINT, said("Mit wem arbeiten Sie zusammen?"), visibility=REGION
        ),
        Question(
            "agreed", Kind.ACKNOWLEDGE, said("Mit der Kämmerei abgestimmt"), visibility=REGION
        ),
        Repeat(
            "projects",
            (
                Question(
                    "title", Kind.TEXT, said("Wie heißt es?"), required=MUST, visibility=REGION
                ),
                Question(
                    "cost",
                    Kind.INTEGER,
                    said("Was kostet ${title}?"),
                    parameters={"unit": "Euro"},
                    visibility=REGION,
                ),
            ),
            label=said("Vorhaben"),
        ),
    ),
    label=said("Was geplant ist", "What is planned"),
    unit="Kämmerei",
    minutes=10,
)
EVERY_KIND = Instrument(
    "jede-art",
    said("Fragen jeder Art", "Questions of every kind"),
    (_TODAY, _PLANS),
    {
        "strategy": _choices(adopted="Ja, beschlossen", work="In Arbeit", no="Nein"),
        "topics": _choices(
            people="Personal",
            money="Haushalt",
            tech="Technik",
            law="Datenschutz",
            buy="Beschaffung",
            learn="Fortbildung",
        ),
        "rating": _choices(good="gut", fair="teils, teils", poor="schlecht"),
    },
    languages=("de", "en"),
)
