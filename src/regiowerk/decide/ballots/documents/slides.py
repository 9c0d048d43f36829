"""A result as slides to be changed: one statement, one picture and its source on each."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _, override

from regiowerk.decide.ballots.documents.charts import order_of
from regiowerk.decide.ballots.domain.rounds.rulebook import Rulebook
from regiowerk.decide.ballots.queries.results import ChamberResult, Shown
from regiowerk.decide.ballots.queries.words import rule_in_words
from regiowerk.ground.documents.domain.deck import Bullets, Chart, Deck, Series, Slide, Table
from regiowerk.ground.documents.slides import write_pptx
from regiowerk.ground.ui.drawings.scene import TableTwin

LANGUAGE = "de"  # councils and workshops read German
MOST_BARS, MOST_LINES, MOST_WAYS, HUNDRED = 12, 6, 8, 100


def result_slides(shown: Shown) -> bytes:
    """The deck as PPTX; its charts are native and can be edited."""
    round = shown.result.round
    process = round.process
    day = timezone.localdate(round.closed_at) if round.closed_at else round.closes_on
    with override(LANGUAGE):
        return write_pptx(
            Deck(
                title=round.title,
                subtitle=round.question,
                occasion=_("Counted on %(day)s") % {"day": date_format(day)},
                author=str(process.region.regiopole or process.region),
                on=day,
                slides=tuple(_slides(shown)),
                accent=process.region.accent,
                language=LANGUAGE,
                example_mark=_("Example data") if process.is_example else "",
                footer=process.name,
            )
        )


def _slides(shown: Shown) -> Iterator[Slide]:
    for one in shown.chambers:
        yield _answer(shown, one)
        yield from _rules(shown, one)
        yield from _firm(shown, one)
    yield Slide(
        title=_("How votes are counted"),
        body=Bullets(tuple(rule_in_words(shown.rule)[:MOST_LINES])),
        source=_source(shown),
        notes="\n".join(
            (*rule_in_words(shown.rule), _("SHA-256 of the record: %(hash)s") % _hash(shown))
        ),
    )


def _answer(shown: Shown, one: ChamberResult) -> Slide:
    """The answer, with a bar for each option; without values a table."""
    values = one.panel.counted.values
    places = [place for place in one.places if place.key in values][:MOST_BARS]
    size = HUNDRED if shown.rule.is_weighing or shown.rule.is_scoring else 1
    bars = Chart(
        categories=tuple(place.label for place in places),
        series=(
            Series(
                shown.result.round.question,
                tuple(round(float(values[place.key]) * size, 2) for place in places),
            ),
        ),
        unit=unit_of(shown.rule),
        summary=f"{one.headline}. {one.turnout}.",
        highlighted=frozenset(number for number, place in enumerate(places) if place.is_leading),
    )
    order = order_of(shown, one)
    reasons = [place.reason.council for place in one.places if place.reason]
    return Slide(
        title=_title(shown, one, one.headline),
        body=bars if places else Table(_cut(order)),
        source=_source(shown),
        notes="\n".join((f"{one.turnout}.", *reasons)),
    )


def _rules(shown: Shown, one: ChamberResult) -> Iterator[Slide]:
    if one.rules is None or len(one.rules.rows) < 2:
        return
    rows = tuple(
        (way[:1].upper() + way[1:], "; ".join(leading) or "–")
        for way, leading in one.rules.rows[:MOST_WAYS]
    )
    twin = TableTwin(one.rules.sentence, (_("Way to count"), _("What leads")), rows)
    yield Slide(
        title=_title(shown, one, one.rules.sentence.rstrip(".")),
        body=Table(twin),
        source=_source(shown),
        notes=one.rules.sentence,
    )


def _firm(shown: Shown, one: ChamberResult) -> Iterator[Slide]:
    if one.firm:
        yield Slide(
            title=_title(shown, one, one.firm[0].rstrip(".:")),
            body=Bullets(one.firm[1:][:MOST_LINES] or one.firm),
            source=_source(shown),
            notes="\n".join((*one.firm, *one.served, *one.dissent)),
        )


def unit_of(rule: Rulebook) -> str:
    """What the bars count."""
    if rule.is_weighing:
        return _("Weight in per cent")
    if rule.is_scoring:
        return _("Points of 100")
    return {
        "mean": _("Mean of the marks"),
        "median": _("Middle mark"),
        "borda": _("Places won"),
        "schulze": _("Duels won"),
        "copeland": _("Duels won"),
    }.get(rule.method.value, _("Points") if rule.form.value == "points" else _("Number of votes"))


def _title(shown: Shown, one: ChamberResult, statement: str) -> str:
    """With several chambers it is said whose statement it is."""
    if len(shown.chambers) == 1:
        return statement
    words = {"chamber": one.chamber.label[:1].upper() + one.chamber.label[1:]}
    return _("%(chamber)s: %(statement)s") % (words | {"statement": statement})


def _cut(twin: TableTwin) -> TableTwin:
    return TableTwin(twin.caption, twin.header, twin.rows[:MOST_BARS], twin.numeric)


def _source(shown: Shown) -> str:
    return _("Papers of the vote “%(title)s”, record %(hash)s") % (
        _hash(shown) | {"title": shown.result.round.title, "hash": shown.result.record_hash[:12]}
    )


def _hash(shown: Shown) -> dict[str, str]:
    return {"hash": shown.result.record_hash}
