"""Votes that were counted, from a package into the database."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from regiowerk.decide.ballots.models import (
    Chamber,
    Exclusion,
    Option,
    OwnShare,
    Paper,
    Result,
    Round,
    Voter,
    paper_id,
)
from regiowerk.ground.journal.domain.frozen import canonical
from regiowerk.ground.process.models import Process
from regiowerk.ground.regions.models import Organisation
from regiowerk.tell.exchange.actions.storing import Store
from regiowerk.tell.exchange.domain.attached import vote_path
from regiowerk.tell.exchange.domain.columns import Row, in_order
from regiowerk.tell.exchange.domain.content import Content
from regiowerk.tell.exchange.domain.survey_checking import digest
from regiowerk.tell.exchange.domain.vote_tables import BUNDLES, ROUNDS

type _Voters = dict[tuple[str, str, int], Voter]


def empty_votes(process: Process, content: Content) -> None:
    """Take away what the package brings anew; votes that are prepared or running stay."""
    process.rounds.filter(state=Round.State.CLOSED).delete()
    process.rounds.filter(key__in=content.texts(ROUNDS.name, "key")).delete()
    process.bundles.filter(rounds=None).delete()
    process.bundles.filter(key__in=content.texts(BUNDLES.name, "key")).delete()


def store_votes(content: Content, store: Store, process: Process) -> None:
    """Write votes with their options, voters, papers and results."""
    store.create(BUNDLES.name, content.rows(BUNDLES.name), process_id=process.pk)
    rows = in_order(ROUNDS, content.rows(ROUNDS.name))
    for row in rows:
        vote = json.loads(content.files[vote_path(row)])
        stored = _Vote(process, row, vote, store)
        stored.store()
        store.ids[ROUNDS.name][row.text("key")] = stored.round.pk
        store.written[ROUNDS.name] += 1
    _let_follow(rows, store.ids[ROUNDS.name])


def _let_follow(rows: Sequence[Row], ids: Mapping[str, int]) -> None:
    """Which vote asked again what another one had asked."""
    for row in rows:
        if before := row.text("follows"):
            Round.objects.filter(pk=ids[row.text("key")]).update(follows=ids[before])


class _Vote:
    def __init__(self, process: Process, row: Row, vote: Mapping[str, Any], store: Store) -> None:
        self.vote, self.ids = vote, store.ids["organisations"]
        plain: dict[str, Any] = dict(row.values)
        plain.pop("follows")
        plain["bundle_id"] = store.ids[BUNDLES.name].get(str(plain.pop("bundle")))
        found = Organisation.objects.filter(key__in={one["organisation"] for one in vote["voters"]})
        self.labels = {one.key: str(one) for one in found}
        self.round = Round.objects.create(process=process, **plain)

    def store(self) -> None:
        self._options()
        chambers = {
            one["kind"]: Chamber.objects.create(round=self.round, **one)
            for one in self.vote["chambers"]
        }
        voters = self._voters(chambers)
        Paper.objects.bulk_create(self._papers(chambers, voters))
        record = self.vote["record"]
        Result.objects.create(
            round=self.round,
            record=record,
            record_hash=digest(record.encode()),
            panels=canonical(self.vote["panels"]).decode(),
        )

    def _options(self) -> None:
        for words in self.vote["options"]:
            names = ("key", "label", "note", "position", "group")
            cost = words["cost"]
            option = Option.objects.create(
                round=self.round,
                cost=None if cost is None else Decimal(cost),
                **{name: words[name] for name in names},
            )
            OwnShare.objects.bulk_create(
                OwnShare(option=option, organisation_id=self.ids[key], amount=Decimal(amount))
                for key, amount in words["own_shares"].items()
            )
            Exclusion.objects.bulk_create(
                Exclusion(option=option, organisation_id=self.ids[key], reason=reason)
                for key, reason in words["excluded"].items()
            )

    def _voters(self, chambers: Mapping[str, Chamber]) -> _Voters:
        found: _Voters = {}
        for words in self.vote["voters"]:
            plain = dict(words)
            kind, key = plain.pop("chamber"), plain.pop("organisation")
            voter = Voter(chamber=chambers[kind], organisation_id=self.ids[key], **plain)
            found[kind, key, voter.number] = voter
        Voter.objects.bulk_create(found.values())
        return found

    def _papers(self, chambers: Mapping[str, Chamber], voters: _Voters) -> Iterator[Paper]:
        for words in self.vote["papers"]:
            paper = Paper(
                id=paper_id(words["receipt"]),
                chamber=chambers[words["chamber"]],
                receipt=words["receipt"],
                weight=words["weight"],
                content=words["content"],
            )
            if "organisation" in words:
                key = words["organisation"]
                paper.voter = voters[words["chamber"], key, words["voter"]]
                paper.number = words["number"]
                paper.cast_at = datetime.fromisoformat(words["cast_at"])
                # Who it was stayed where it was cast.
                paper.cast_by = self.labels[key]
            yield paper
