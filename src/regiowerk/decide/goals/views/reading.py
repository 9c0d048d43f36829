"""The tree, the card of a goal, the poster and the slide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_safe

from regiowerk.decide.goals import access, documents, queries
from regiowerk.decide.goals.domain.stances import Answer, Said, Tally, tallies
from regiowerk.decide.goals.domain.tree import Place
from regiowerk.decide.goals.models import Candidate, Goal, Predecessor
from regiowerk.decide.goals.permissions import may_edit_goals, may_propose_goal, may_read_stances
from regiowerk.decide.goals.queries import GoalTree, Ground, Standing
from regiowerk.decide.goals.queries.chain import Founding, foundings_of
from regiowerk.ground.process.access import open_to_the_public, process_for_reader
from regiowerk.ground.process.models import Process
from regiowerk.ground.regions.middleware import Request
from regiowerk.listen.findings.models import Finding
from regiowerk.listen.findings.queries.readers import reader_of

PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
OPEN_LEVELS = 1  # of the list; what lies deeper is folded


@dataclass(frozen=True, slots=True)
class Entry:
    """A goal in the list, with what stands under it."""

    goal: Goal
    number: str
    level: str
    note: str
    share: int
    parent: int | None
    is_again: bool
    is_first: bool
    is_last: bool
    is_open: bool
    objections: str
    is_contradicted: bool
    children: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Rest:
    """A finding a goal rests on, as the card shows it."""

    ground: Ground
    kind: str
    address: str  # of the finding today, or of the one it lives on in; empty where it is gone
    is_source_changed: bool  # whether a source of the finding says something else today


@require_safe
@open_to_the_public
def goal_tree(request: Request, process_key: str) -> HttpResponse:
    process = process_for_reader(request.actor, process_key)
    request.process = process  # type: ignore[attr-defined]
    may_edit = may_edit_goals(request.actor, process)
    standing = _standing(request, process)
    context = {
        "process": process,
        "heading": documents.in_one_sentence(standing),
        "lead": _lead(standing),
        "picture": documents.tree_picture(standing, address_of=_address),
        "entries": _entries(standing),
        "open_consultation": queries.open_consultation_of(process),
        "may_edit": may_edit,
        "may_propose": may_propose_goal(request.actor, process),
        "may_read_stances": may_read_stances(request.actor, process),
        "is_arranging": may_edit and "ordnen" in request.GET,
    }
    return render(request, "goals/goal_tree.html", context)


@require_safe
@open_to_the_public
def goal(request: Request, process_key: str, goal_key: str) -> HttpResponse:
    standing, found = access.standing_for_reader(request.actor, process_key, goal_key)
    if found.key != goal_key:
        return redirect("goals:goal", process_key, found.key)
    request.process = found.process  # type: ignore[attr-defined]
    context = {
        "process": found.process,
        "goal": found,
        **_in_the_tree(standing, found),
        "rests": _rests(request, found),
        "contradictions": queries.contradictions_of(found),
        "history": _history(found),
        "weights": queries.weights_of(standing, found),
        **_voices(request, found),
        "may_edit": may_edit_goals(request.actor, found.process),
    }
    return render(request, "goals/goal.html", context)


@require_safe
@open_to_the_public
def poster(request: Request, process_key: str) -> HttpResponse:
    """The whole tree on one sheet."""
    process = process_for_reader(request.actor, process_key)
    on = timezone.localdate(request.at)
    content = documents.poster(_standing(request, process), on=on)
    name = f"{_('goal tree')}-{process.key}.pdf".replace(" ", "-")
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


@require_safe
@open_to_the_public
def slide(request: Request, process_key: str) -> HttpResponse:
    """The tree as a slide to be shown and changed."""
    process = process_for_reader(request.actor, process_key)
    on = timezone.localdate(request.at)
    content = documents.slide(_standing(request, process), on=on)
    name = f"{_('goal tree')}-{process.key}.pptx".replace(" ", "-")
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=PPTX, headers=headers)


def _standing(request: Request, process: Process) -> Standing:
    """Who may not read what organisations say does not see it in the picture either."""
    standing = queries.standing_of(process)
    may_read = may_read_stances(request.actor, process)
    return queries.with_voices(standing) if may_read else standing


def _address(goal: Goal) -> str:
    return reverse("goals:goal", args=[goal.process.key, goal.key])


def _lead(standing: Standing) -> str:
    if not standing.tree.goals:
        return ""
    unfounded = len(standing.without_evidence)
    grounds = (
        ngettext(
            "One goal names no finding it rests on yet.",
            "%(count)d goals name no finding they rest on yet.",
            unfounded,
        )
        % {"count": unfounded}
        if unfounded
        else _("Every goal names the findings it rests on.")
    )
    return " ".join(part for part in (documents.dissent(standing), grounds) if part)


def _entries(standing: Standing) -> tuple[Entry, ...]:
    """The tree as nested lists, in the order of reading."""
    above: dict[tuple[int, ...], list[Place]] = {}
    for place in standing.tree.shape.outline():
        above.setdefault(place.number[:-1], []).append(place)

    def entries(number: tuple[int, ...]) -> tuple[Entry, ...]:
        siblings = above.get(number, [])
        return tuple(
            _entry(
                standing,
                place,
                is_last=place is siblings[-1],
                children=() if place.is_again else entries(place.number),
            )
            for place in siblings
        )

    return entries(())


def _entry(
    standing: Standing, place: Place, *, is_last: bool, children: tuple[Entry, ...]
) -> Entry:
    goal = standing.tree.goals[place.goal]
    return Entry(
        goal=goal,
        number=".".join(map(str, place.number)),
        level=str(Goal.Level(goal.level).label),
        note=queries.progress_in_words(standing.progress[goal.pk]),
        share=place.branch.share,
        parent=place.branch.parent,
        is_again=place.is_again,
        is_first=place.number[-1] == 1,
        is_last=is_last,
        is_open=place.depth < OPEN_LEVELS,
        objections=_objections(standing.tallies.get(goal.key, Tally())),
        is_contradicted=goal.pk in standing.disputed,
        children=children,
    )


def _objections(tally: Tally) -> str:
    if not tally.is_disputed:
        return ""
    return ngettext("one objection", "%(count)d objections", tally.object) % {"count": tally.object}


def _in_the_tree(standing: Standing, goal: Goal) -> dict[str, object]:
    """Where a goal stands, and how far it has come."""
    return {
        "level": Goal.Level(goal.level).label,
        "number": standing.number(goal),
        "way_up": standing.tree.way_up(goal),
        "children": _entries_under(standing, goal),
        "facts": _facts(standing, goal),
        "progress": queries.progress_in_a_sentence(standing.progress[goal.pk]),
        "measurements": standing.measurements.get(goal.pk, []),
    }


def _entries_under(standing: Standing, goal: Goal) -> tuple[tuple[str, Goal, str], ...]:
    """What stands directly under a goal: number, goal, progress."""
    return tuple(
        (standing.number(one), one, queries.progress_in_words(standing.progress[one.pk]))
        for one in standing.tree.under(goal)
    )


def _facts(standing: Standing, goal: Goal) -> list[tuple[str, str]]:
    facts = [(_("Goal level"), str(Goal.Level(goal.level).label))]
    facts += _parents(standing.tree, goal)
    facts.append((_("Part of the whole"), queries.percent(standing.whole[goal.pk])))
    horizon = str(Goal.Horizon(goal.horizon).label) if goal.horizon else _("not settled yet")
    responsible = str(goal.responsible) if goal.responsible else _("not settled yet")
    return [
        *facts,
        (_("Horizon"), horizon),
        (_("Responsible"), responsible),
        (_("Added on"), date_format(timezone.localdate(goal.recorded_at))),
        (_("Added by"), goal.recorded_by),
    ]


def _parents(tree: GoalTree, goal: Goal) -> list[tuple[str, str]]:
    above = tree.above(goal)
    if not above:
        return []
    words = "; ".join(
        f"{parent.title} ({number_format(share)} %)" if len(above) > 1 else parent.title
        for parent, share in above
    )
    return [(_("Stands under"), words)]


def _rests(request: Request, goal: Goal) -> list[Rest]:
    kinds = {kind.value: str(kind.label) for kind in Finding.Kind}
    found = foundings_of(goal, reader_of(request.actor, goal.process))
    return [_rest(one, kinds) for one in found]


def _rest(one: Founding, kinds: Mapping[str, str]) -> Rest:
    ground = queries.ground_of(one.evidence)
    return Rest(
        ground=ground,
        kind=kinds.get(ground.cited.kind, ground.cited.kind),
        address=one.finding.address,
        is_source_changed=any(source.changed for source in one.sources),
    )


def _history(goal: Goal) -> list[tuple[str, str, str]]:
    """What a goal came from: how, its title, and where it was said."""
    ways = dict(Predecessor.Way.choices) | dict(Candidate.Origin.choices)
    return [
        (str(ways[past.way or past.origin]), past.title, past.words)
        for past in queries.history_of(goal)
    ]


def _voices(request: Request, goal: Goal) -> dict[str, object]:
    """What organisations said in the latest consultation, for those who take part."""
    if not may_read_stances(request.actor, goal.process):
        return {"tally": Tally(), "stances": ()}
    latest = queries.consultations_of(goal.process).values("pk")[:1]
    found = goal.stances.filter(consultation__in=latest).select_related("organisation")
    stances = list(found.order_by("organisation__name", "pk"))
    said = [Said(goal.key, one.organisation_id, Answer(one.answer)) for one in stances]
    return {"tally": tallies(said).get(goal.key, Tally()), "stances": stances}
