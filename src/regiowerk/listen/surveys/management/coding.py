"""What the project office makes of the open answers of the example: a codebook, codings, quotations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import count

from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.listen.codes.actions import Meaning, add_code, freeze_codebook, merge_codes
from regiowerk.listen.codes.models import Code
from regiowerk.listen.codes.queries import Book, book_of
from regiowerk.listen.surveys.actions.coding import code_answer
from regiowerk.listen.surveys.actions.quoting import (
    Wish,
    approve_quotation,
    decline_quotation,
    propose_quotation,
)
from regiowerk.listen.surveys.domain.passages import found_in, whole
from regiowerk.listen.surveys.domain.writers import Writer
from regiowerk.listen.surveys.models import Quotation, Wave
from regiowerk.listen.surveys.queries.exports.classes import Audience
from regiowerk.listen.surveys.queries.exports.reading import newest_of
from regiowerk.listen.surveys.queries.open_answers import OpenAnswer, OpenAnswers, open_answers

SECOND = "Zweite codierende Person (Beispiel)"
TOWN_HALL = "Hauptamt (Beispiel)"


@dataclass(frozen=True, slots=True)
class Theme:
    """A code of the example: where it stands, what it means, and which words are coded with it."""

    name: str
    under: str = ""
    tone: str = Code.Tone.GREY
    definition: str = ""
    anchor: str = ""
    exclusion: str = ""
    words: tuple[str, ...] = ()
    is_also_read: bool = False  # by a second person


THEMES = (
    Theme("Ziele", tone="blue", definition="Was erreicht werden soll."),
    Theme(
        "Leistungen online",
        "Ziele",
        "blue",
        "Bürgerinnen, Bürger und Betriebe erledigen Vorgänge vollständig im Netz.",
        "Die häufigsten Leistungen vollständig online anbieten.",
        "Das Portal selbst gehört zu „Serviceportal“.",
        ("vollständig online anbieten", "Urkundenbestellung online"),
        is_also_read=True,
    ),
    Theme(
        "Serviceportal",
        "Ziele",
        "blue",
        "Ein gemeinsamer Zugang zu den Leistungen.",
        "Ein Serviceportal, das auch auf dem Telefon gut nutzbar ist.",
        words=("Ein Serviceportal", "Serviceportal als Vorlage"),
        is_also_read=True,
    ),
    Theme(
        "Elektronische Akte",
        "Ziele",
        "blue",
        "Akten werden elektronisch geführt.",
        "Elektronische Akte in allen Ämtern.",
        words=("Elektronische Akte",),
    ),
    Theme("Zusammenarbeit", tone="green", definition="Wie Kommunen gemeinsam vorgehen."),
    Theme(
        "Gemeinsame Lösungen",
        "Zusammenarbeit",
        "green",
        "Statt eigener Wege ein Weg für mehrere Kommunen.",
        "Gemeinsame Lösungen mit den Nachbarn statt eigener Einzellösungen.",
        words=("Gemeinsame Lösungen mit den Nachbarn",),
        is_also_read=True,
    ),
    Theme(
        "Verlässliche Kosten",
        "Zusammenarbeit",
        "green",
        "Was es laufend kostet, steht vorher fest.",
        "Die laufenden Kosten stehen vorher fest.",
        words=("Die laufenden Kosten stehen vorher fest",),
    ),
    Theme(
        "Ausstieg möglich",
        "Zusammenarbeit",
        "green",
        "Eine Beteiligung lässt sich beenden.",
        "Die Beteiligung lässt sich zum Jahresende kündigen.",
        words=("lässt sich zum Jahresende kündigen",),
    ),
    Theme(
        "Teilung nach Einwohnern",
        "Zusammenarbeit",
        "green",
        "Kosten werden nach der Zahl der Einwohner geteilt.",
        "Der Schlüssel richtet sich nach der Einwohnerzahl.",
        words=("nach der Einwohnerzahl",),
    ),
    Theme("Hemmnisse", tone="red", definition="Was im Weg steht."),
    Theme(
        "Wenige Personen",
        "Hemmnisse",
        "red",
        "Wissen und Arbeit hängen an einzelnen Personen.",
        "Vieles bleibt an wenigen Personen hängen.",
        "Fehlendes Geld gehört nicht hierher.",
        ("Vieles bleibt an wenigen Personen hängen",),
        is_also_read=True,
    ),
    Theme(
        "Tagesgeschäft",
        "Hemmnisse",
        "red",
        "Für Neues bleibt neben dem Alltag keine Zeit.",
        "die daneben das Tagesgeschäft haben",
        words=("daneben das Tagesgeschäft",),
    ),
    Theme("Angebote", tone="violet", definition="Was Kommunen anderen geben können."),
    Theme(
        "Wissen weitergeben",
        "Angebote",
        "violet",
        "Schulungen, Beratung und Muster für andere.",
        words=("Schulungen", "Beratung", "Muster für"),
    ),
)
# A theme somebody had begun and that says the same as another one.
MERGED = Theme("Portale", "Ziele", "blue", "Zugänge zu Leistungen im Netz.")


def play_coding(wave: Wave, office: Actor) -> int:
    """Code the answers that were handed in and ask for quotations; how many codings there are."""
    began_at = newest_of(wave)
    process = wave.survey.process
    if began_at is None or book_of(process).codes:
        return 0
    at = began_at + timedelta(minutes=30)  # results are published in the evening
    for number, theme in enumerate((*THEMES, MERGED)):
        _add(book_of(process), wave, theme, office, at + timedelta(minutes=2 * number))
    _merge(book_of(process), office, at + timedelta(hours=1))
    freeze_codebook(
        process=process, note="Beispiel: erste Runde", by=office, at=at + timedelta(hours=1)
    )
    written = open_answers(wave, Audience.OFFICE, "de")
    made = _code(written, book_of(process), office, at + timedelta(hours=2))
    _quote(written, office, at + timedelta(hours=5))
    return made


def _add(book: Book, wave: Wave, theme: Theme, by: Actor, at: datetime) -> None:
    under = book.tree.by_path().get(theme.under) if theme.under else None
    meaning = Meaning(
        theme.name,
        theme.definition,
        theme.anchor,
        exclusion=theme.exclusion,
        is_assignable=bool(theme.under),
        tone=theme.tone,
    )
    place = book.codes[under] if under else None
    add_code(process=wave.survey.process, under=place, meaning=meaning, by=by, at=at)


def _merge(book: Book, by: Actor, at: datetime) -> None:
    paths = book.tree.by_path()
    one, into = (book.codes[paths[f"Ziele › {name}"]] for name in (MERGED.name, "Serviceportal"))
    one.codebook.process = into.codebook.process = book.codebook.process  # type: ignore[union-attr]
    merge_codes(code=one, into=into, by=by, at=at)


def _code(written: OpenAnswers, book: Book, office: Actor, at: datetime) -> int:
    """Every answer in which the words of a theme stand; some a second person reads too."""
    second, made = replace(office, user_label=SECOND), 0
    codes = {code.name: code for _depth, code in book.standing}
    for number, (answer, theme, words) in enumerate(_found(written)):
        code, moment = codes[theme.name], at + timedelta(minutes=number)
        passages = [found_in(answer.text, words)]
        made += len(
            code_answer(answer=answer, passages=passages, codes=[code], by=office, at=moment)
        )
        if theme.is_also_read:
            everything = [whole(answer.text)] if number % 4 else passages
            made += len(
                code_answer(answer=answer, passages=everything, codes=[code], by=second, at=moment)
            )
    return made


def _found(written: OpenAnswers) -> Iterator[tuple[OpenAnswer, Theme, str]]:
    for answer in written.answers:
        for theme in THEMES:
            for words in theme.words:
                if words in answer.text:
                    yield answer, theme, words


def _quote(written: OpenAnswers, office: Actor, at: datetime) -> None:
    """Three towns are asked: one agrees and changes a word, one declines, one has not decided."""
    tokens = (f"beispiel-zitat-{number}" for number in count())
    wishes = (
        ("/obstacles/obstacle_text", "Vieles bleibt an wenigen Personen hängen", True),
        ("/strategy/goals", "Gemeinsame Lösungen mit den Nachbarn", False),
        ("/cooperation/cost_conditions", "Die laufenden Kosten stehen vorher fest", True),
    )
    asked: list[Quotation] = []
    for path, words, is_named in wishes:
        known = {one.submission.participation_id for one in asked}
        answer = next(
            (
                one
                for one in written.of(path)
                if words in one.text and one.participation.pk not in known
            ),
            None,
        )
        if answer is not None:
            asked.append(_ask(answer, words, tokens, office, at, is_named=is_named))
    for quotation, decide in zip(asked, (_approve, _decline), strict=False):
        decide(quotation, at + timedelta(days=1))


def _ask(
    answer: OpenAnswer,
    words: str,
    tokens: Iterator[str],
    office: Actor,
    at: datetime,
    *,
    is_named: bool,
) -> Quotation:
    quotation = propose_quotation(
        answer=answer,
        passage=found_in(answer.text, words),
        wish=Wish(words, Quotation.Visibility.PUBLIC, is_named, "Beispiel: für die Folien im März"),
        tokens=tokens,
        by=office,
        at=at,
    )
    quotation.submission.participation = answer.participation
    return quotation


def _approve(quotation: Quotation, at: datetime) -> None:
    approve_quotation(
        quotation=quotation,
        text=f"Beispiel: {quotation.text}, die noch vieles andere tun.",
        visibility=Quotation.Visibility.PUBLIC,
        is_named=True,
        writer=_writer(quotation),
        at=at,
    )


def _decline(quotation: Quotation, at: datetime) -> None:
    decline_quotation(
        quotation=quotation,
        reason="Beispiel: Das ist im Rat noch nicht beraten.",
        writer=_writer(quotation),
        at=at,
    )


def _writer(quotation: Quotation) -> Writer:
    organisation = quotation.submission.participation.organisation
    actor = Actor(
        user_label=TOWN_HALL,
        organisation_id=organisation.pk,
        organisation_label=str(organisation),
    )
    return Writer(actor, TOWN_HALL, "Hauptamt")
