"""Rounds that are voted on together, and where somebody stands among their papers."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from regiowerk.decide.ballots.models import Round, Voter


@dataclass(frozen=True, slots=True)
class Sheet:
    """The paper of a voter in one round of a bundle."""

    round: Round
    voter: Voter
    number: int  # from 1, in the order in which the rounds were begun

    @property
    def is_done(self) -> bool:
        return self.voter.has_voted

    @property
    def is_waiting(self) -> bool:
        """Whether a paper can be handed in and was not yet."""
        return self.round.state == Round.State.OPEN and not self.is_done


def same_voter(voter: Voter) -> QuerySet[Voter]:
    """The voter itself, and whoever it is in the other rounds of the bundle."""
    others = Voter.objects.filter(
        chamber__round__bundle__rounds__chambers=voter.chamber_id,
        chamber__round__bundle__isnull=False,
        chamber__kind__in=Voter.objects.filter(pk=voter.pk).values("chamber__kind"),
        organisation=voter.organisation_id,
        number=voter.number,
    )
    return Voter.objects.filter(Q(pk=voter.pk) | Q(pk__in=others.values("pk")))


def sheets_of(voter: Voter, round: Round) -> list[Sheet]:
    """All papers of a voter in the bundle of a round, in one query; none where it stands alone."""
    if round.bundle_id is None:
        return []
    found = same_voter(voter).exclude(
        chamber__round__state__in=[Round.State.DRAFT, Round.State.CANCELLED]
    )
    rows = found.select_related("chamber__round").order_by("chamber__round")
    sheets = []
    for number, row in enumerate(rows, 1):
        row.chamber.round.process = round.process
        sheets.append(Sheet(row.chamber.round, row, number))
    return sheets


def next_sheet(sheets: list[Sheet], round: Round) -> Sheet | None:
    """The next paper that waits: behind this one, else from the first on."""
    waiting = [one for one in sheets if one.is_waiting and one.round.pk != round.pk]
    behind = [one for one in waiting if one.round.pk > round.pk]
    return next(iter([*behind, *waiting]), None)
