"""How far the organisations of a wave are, as the project office sees it: progress, no answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, IntegerField, Max, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy, ngettext

from regiowerk.ground.regions.models import Figure
from regiowerk.ground.regions.queries.figures import best_of_organisation
from regiowerk.listen.surveys.domain.states import AGAIN, HANDED_IN, Stage
from regiowerk.listen.surveys.domain.turnout import Asked, Turnout, turnout, under_represented
from regiowerk.listen.surveys.models import Participation, Reminder, SectionTask, Wave

# What the map and the strip tell apart, in the order an organisation passes it.
GROUPS: tuple[tuple[str, Promise, frozenset[Stage]], ...] = (
    ("not_invited", gettext_lazy("not invited yet"), frozenset({Stage.PLANNED})),
    ("invited", gettext_lazy("invited"), frozenset({Stage.INVITED})),
    ("at_work", gettext_lazy("at work"), AGAIN | {Stage.OPENED, Stage.IN_WORK}),
    ("in_sign_off", gettext_lazy("waiting for signature"), frozenset({Stage.IN_SIGN_OFF})),
    ("handed_in", gettext_lazy("signed and handed in"), HANDED_IN),
    ("declined", gettext_lazy("declined"), frozenset({Stage.DECLINED})),
)
SIZES: tuple[Promise, ...] = (
    gettext_lazy("below 5,000 inhabitants"),
    gettext_lazy("5,000 to 9,999 inhabitants"),
    gettext_lazy("10,000 to 19,999 inhabitants"),
    gettext_lazy("20,000 to 99,999 inhabitants"),
    gettext_lazy("100,000 inhabitants and more"),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One organisation in a wave."""

    participation: Participation
    district: str
    inhabitants: int | None
    asked: int
    answered: int
    reminded_at: datetime | None

    @property
    def key(self) -> str:
        return self.participation.organisation.key

    @property
    def name(self) -> str:
        return str(self.participation.organisation)

    @property
    def percent(self) -> int:
        return round(100 * self.answered / self.asked) if self.asked else 0

    @property
    def group(self) -> str:
        return group_of(self.participation.state)

    def days_late(self, today: date) -> int:
        """How long the deadline has passed, while answers are still waited for."""
        state = self.participation.state
        is_over = state in HANDED_IN or state == Stage.DECLINED
        return 0 if is_over else max(0, (today - self.participation.deadline).days)


def lines_of(wave: Wave, on: date) -> list[Line]:
    """Every organisation of a wave by name, in one query however many there are."""
    return [_line(one, wave) for one in _annotated(wave, on)]


def asked_of(lines: list[Line]) -> list[Asked]:
    """What the response is counted from."""
    return [
        Asked(line.key, line.participation.state, line.district, line.inhabitants) for line in lines
    ]


def group_of(state: str) -> str:
    """The group of a state."""
    return next(key for key, _label, states in GROUPS if state in states)


def headline(wave: Wave, rows: list[Asked]) -> str:
    """What the page says first, written from the figures."""
    whole = turnout(rows)
    if not whole.asked:
        return _("Nobody takes part yet")
    words = {"answered": whole.answered, "asked": whole.asked}
    return (
        ngettext(
            "%(answered)d of one organisation has handed in",
            "%(answered)d of %(asked)d organisations have handed in",
            whole.asked,
        )
        % words
    )


def weight_in_words(rows: list[Asked]) -> str:
    """For how many inhabitants those speak who answered; "" where inhabitants are not known."""
    whole = turnout(rows)
    if not whole.people_asked:
        return ""
    share = number_format(100 * whole.people_share, decimal_pos=0)
    return _("They speak for %(share)s percent of the inhabitants.") % {"share": share}


def missing_in_words(rows: list[Asked]) -> str:
    """Which sizes answered notably less than all; "" if none did."""
    found = under_represented(rows)
    if not found:
        return ""
    sizes = "; ".join(str(SIZES[number]) for number in found)
    return _("Answered notably less than all: %(sizes)s.") % {"sizes": sizes}


def size_label(number: int) -> str:
    """What a size class is called."""
    return str(SIZES[number]) if number >= 0 else _("inhabitants not known")


def share_in_words(part: Turnout) -> str:
    """How many of how many."""
    return _("%(answered)d of %(asked)d") % {"answered": part.answered, "asked": part.asked}


def _annotated(wave: Wave, on: date) -> QuerySet[Participation]:
    reminded = Reminder.objects.filter(participation=OuterRef("pk")).order_by()
    population = best_of_organisation(Figure.Indicator.POPULATION, on, outer="organisation")
    return (
        Participation.objects.filter(wave=wave)
        .select_related("organisation__district", "organisation__border")
        .annotate(
            asked_sum=_sum("asked"),
            answered_sum=_sum("answered"),
            reminded=Subquery(
                reminded.values("participation").annotate(n=Max("reminded_at")).values("n")
            ),
            population=Subquery(population.values("value")[:1]),
        )
        .order_by(F("organisation__name"), "pk")
    )


def _sum(column: str) -> Coalesce:
    """Of the tasks of each participation."""
    tasks = SectionTask.objects.filter(participation=OuterRef("pk")).order_by()
    numbers = tasks.values("participation").annotate(n=Sum(column)).values("n")
    return Coalesce(Subquery(numbers, output_field=IntegerField()), 0)


def _line(participation: Participation, wave: Wave) -> Line:
    participation.wave = wave
    found = participation.organisation.district
    population = participation.population  # type: ignore[attr-defined]
    return Line(
        participation=participation,
        district=str(found) if found else "",
        inhabitants=int(population) if population is not None else None,
        asked=participation.asked_sum,  # type: ignore[attr-defined]
        answered=participation.answered_sum,  # type: ignore[attr-defined]
        reminded_at=participation.reminded,  # type: ignore[attr-defined]
    )
