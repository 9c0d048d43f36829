from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _, ngettext

from regiowerk.decide.goals.models import Goal
from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.process.models import Activity, Body, Passage, Process, Stage
from regiowerk.ground.regions.models import Membership
from regiowerk.listen.findings.models import Finding
from regiowerk.listen.findings.queries.readers import found_by

SHOWN_PER_GROUP = 10
SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Hit:
    label: str
    address: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of one kind; the first ten, and how many more there are."""

    label: str
    hits: tuple[Hit, ...]
    more: str = ""


def search(actor: Actor, words: str) -> list[Group]:
    """Find every word of the query in what the actor may read; a fixed number of queries."""
    terms = [word for word in words.split() if len(word) >= SHORTEST][:6]
    if not terms:
        return []
    readable = Process.objects.filter(Q(is_public=True) | Q(region=actor.region_id or 0))
    groups = (
        _organisations(readable, terms),
        _findings(actor, terms),
        _group(_("Goals"), Goal, ["title", "explanation"], readable, terms, _goal),
        _group(_("Stages"), Stage, ["name", "purpose"], readable, terms, _stage),
        _group(
            _("Activities"),
            Activity,
            ["name", "description"],
            readable,
            terms,
            _activity,
            process="stage__process",
        ),
        _group(_("Bodies"), Body, ["name", "task", "members"], readable, terms, _body),
        _group(_("Texts"), Passage, ["statement"], readable, terms, _passage),
    )
    return [group for group in groups if group.hits]


def _findings(actor: Actor, terms: list[str]) -> Group:
    """Findings that rest on something the actor may read."""
    rows = (
        Finding.objects.filter(_matching(["statement", "explanation"], terms), found_by(actor))
        .select_related("process")
        .order_by("statement", "pk")
    )
    return _first(_("Findings"), rows, _finding)


def _matching(fields: Iterable[str], terms: Iterable[str]) -> Q:
    """Every word in at least one of the fields."""
    condition = Q()
    for term in terms:
        anywhere = Q()
        for field in fields:
            anywhere |= Q(**{f"{field}__icontains": term})
        condition &= anywhere
    return condition


def _group[Row: Model](
    label: str,
    model: type[Row],
    fields: list[str],
    readable: QuerySet[Process],
    terms: list[str],
    hit: Callable[[Row], Hit],
    process: str = "process",
) -> Group:
    rows = (
        model._default_manager.filter(_matching(fields, terms), **{f"{process}__in": readable})
        .select_related(process)
        .order_by(fields[0], "pk")
    )
    return _first(label, rows, hit)


def _first[Row: Model](label: str, rows: QuerySet[Row], hit: Callable[[Row], Hit]) -> Group:
    """One query says both what is shown and whether there is more."""
    found = list(rows[: SHOWN_PER_GROUP + 1])
    more = rows.count() - SHOWN_PER_GROUP if len(found) > SHOWN_PER_GROUP else 0
    hits = tuple(hit(row) for row in found[:SHOWN_PER_GROUP])
    text = ngettext("and one more", "and %(more)d more", more) % {"more": more} if more else ""
    return Group(label, hits, text)


def _organisations(readable: QuerySet[Process], terms: list[str]) -> Group:
    """Each organisation once, in the process that started last."""
    of_region = readable.filter(region=OuterRef("region")).order_by("-starts_on", "-key")
    rows = (
        Membership.objects.filter(
            _matching(["organisation__name", "organisation__ags"], terms),
            region__processes__in=readable,
        )
        .annotate(process_key=Subquery(of_region.values("key")[:1]))
        .select_related("organisation", "region")
        .order_by("organisation__name", "pk")[: SHOWN_PER_GROUP * 3]
    )
    return Group(_("Organisations"), tuple(_once(rows)))


def _once(rows: Iterable[Any]) -> Iterator[Hit]:
    seen: set[int] = set()
    for membership in rows:
        organisation = membership.organisation
        if organisation.pk in seen or len(seen) == SHOWN_PER_GROUP:
            continue
        seen.add(organisation.pk)
        address = reverse("portal:organisation", args=[membership.process_key, organisation.key])
        yield Hit(str(organisation), address, membership.region.name)


def _finding(row: Finding) -> Hit:
    address = reverse("findings:finding", args=[row.process.key, row.key])
    return Hit(row.statement, address, row.process.name)


def _goal(row: Goal) -> Hit:
    address = reverse("goals:goal", args=[row.process.key, row.key])
    return Hit(row.title, address, row.process.name)


def _stage(row: Stage) -> Hit:
    return Hit(row.name, _plan(row.process), row.process.name)


def _activity(row: Activity) -> Hit:
    return Hit(row.name, _plan(row.stage.process), row.stage.name)


def _body(row: Body) -> Hit:
    return Hit(row.name, reverse("process:bodies", args=[row.process.key]), row.task)


def _passage(row: Passage) -> Hit:
    address = reverse("portal:process", args=[row.process.key])
    return Hit(row.statement, address, row.source)


def _plan(process: Process) -> str:
    return reverse("process:plan", args=[process.key])


def answer(actor: Actor, query: str) -> dict[str, object]:
    """What the search page shows; the heading says how much was found."""
    groups = search(actor, query)
    total = sum(len(group.hits) for group in groups)
    if not query:
        heading = _("What are you looking for?")
    elif not groups:
        heading = _("Nothing found for “%(query)s”") % {"query": query}
    else:
        heading = ngettext(
            "One thing found for “%(query)s”", "%(total)d things found for “%(query)s”", total
        ) % {"total": total, "query": query}
    return {"heading": heading, "query": query, "groups": groups}
