"""The project office fills in what it knows; the organisation is asked whether it is still true."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy as _, ngettext

from regiowerk.ground.journal import actions as journal
from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.journal.queries import Sentences
from regiowerk.listen.surveys.actions.storing import Manner, Store
from regiowerk.listen.surveys.actions.upkeep import lock
from regiowerk.listen.surveys.domain.offers import Offer, stored
from regiowerk.listen.surveys.domain.operations import operation_for
from regiowerk.listen.surveys.domain.writers import Writer
from regiowerk.listen.surveys.models import Participation, Revision, Wave
from regiowerk.listen.surveys.queries.answers import heads_of, open_book
from regiowerk.listen.surveys.queries.prefilling import (
    Fill,
    Given,
    is_open,
    news_in,
    participations_to_fill,
)
from regiowerk.listen.surveys.queries.refusals import AnswerRefusedError

DEEDS: Sentences = {"answers.prefilled": _("%(who)s filled in answers beforehand: %(what)s.")}


@dataclass(frozen=True, slots=True)
class Filled:
    """How much was written, for how many organisations."""

    values: int = 0
    organisations: int = 0


class WaveOverError(Exception):
    """Nobody answers any more, so nobody can confirm what would be filled in."""

    def __str__(self) -> str:
        return str(_("The wave is closed. Open it again before you fill in answers."))


@transaction.atomic
def fill_in(*, wave: Wave, values: Mapping[str, Given], by: Actor, at: datetime) -> Filled:
    """Write what is new, for all or for nobody; what an organisation answered itself stays.

    `values` are by the key of the organisation.
    """
    if Wave.objects.select_for_update(of=("self",)).get(pk=wave.pk).state == Wave.State.CLOSED:
        raise WaveOverError
    numbers = [
        _fill(participation, values[participation.organisation.key], by, at)
        for participation in participations_to_fill(wave).filter(organisation__key__in=values)
    ]
    filled = Filled(sum(numbers), sum(number > 0 for number in numbers))
    if filled.values:
        _tell(wave, filled, by, at)
    return filled


def _fill(participation: Participation, given: Given, by: Actor, at: datetime) -> int:
    """The number of values that are new for one organisation."""
    lock(participation)
    if not is_open(participation):
        return 0
    offers = _offers(participation, news_in(given, heads_of(participation)).fills)
    if not offers:
        return 0
    writer = Writer(by, by.user_label or by.label, gettext("project office"))
    manner = Manner(writer, Revision.Origin.PREFILL, at, asks_again=True)
    store = Store(participation, open_book(participation, at), manner)
    store.look_up(offers)
    number = sum(_is_taken(store, offer) for offer in offers)
    store.close()
    return number


def _is_taken(store: Store, offer: Offer) -> bool:
    """What its own answers rule out by now is left out, and nobody is told."""
    try:
        store.take(offer)
    except AnswerRefusedError:
        return False
    return True


def _offers(participation: Participation, fills: Iterable[Fill]) -> list[Offer]:
    pk = participation.pk
    return [
        Offer(
            fill.field,
            fill.value,
            fill.base,
            operation_for("fill", pk, fill.field, fill.base, stored(fill.value)),
        )
        for fill in fills
    ]


def _tell(wave: Wave, filled: Filled, by: Actor, at: datetime) -> None:
    survey = wave.survey
    process = survey.process
    values = ngettext("%(number)d value", "%(number)d values", filled.values)
    organisations = ngettext(
        "%(number)d organisation", "%(number)d organisations", filled.organisations
    )
    said = (values % {"number": filled.values}, organisations % {"number": filled.organisations})
    journal.record(
        by=by,
        at=at,
        deed="answers.prefilled",
        label=f"{survey}, {wave}: {said[0]}, {said[1]}",
        address=reverse("surveys:prefill", args=[process.key, survey.key, wave.number]),
        region=process.region.key,
        process=process.key,
    )
