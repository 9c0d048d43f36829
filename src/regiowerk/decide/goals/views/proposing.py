"""Proposals from interviews, workshops and findings on their way into the tree; versions of the tree."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regiowerk.decide.goals import access, actions, queries
from regiowerk.decide.goals.domain.freezing import FrozenTree, difference, hash_of, tree_from
from regiowerk.decide.goals.forms.matters import FreezeForm, ProposalForm, SetAsideForm
from regiowerk.decide.goals.forms.shaping import OtherGoalForm, PlaceForm
from regiowerk.decide.goals.permissions import may_edit_goals, may_propose_goal
from regiowerk.decide.goals.views.asking import (
    Question,
    ask,
    at_candidates,
    at_goal,
    at_versions,
    done,
    is_done,
    sent,
)
from regiowerk.ground.process.access import (
    open_to_the_public,
    process_for_member,
    process_for_reader,
)
from regiowerk.ground.regions.middleware import Request
from regiowerk.listen.findings.queries.readers import reader_of

ASKED = ["GET", "HEAD", "POST"]


@require_safe
def candidates(request: Request, process_key: str) -> HttpResponse:
    process = process_for_member(request.actor, process_key)
    found = queries.candidates_of(process, reader_of(request.actor, process))
    waiting = [candidate for candidate in found if candidate.settled_at is None]
    context = {
        "process": process,
        "heading": _waiting_in_words(len(waiting)),
        "waiting": waiting,
        "settled": [candidate for candidate in found if candidate.settled_at],
        "may_propose": may_propose_goal(request.actor, process),
        "may_edit": may_edit_goals(request.actor, process),
    }
    return render(request, "goals/candidates.html", context)


@require_http_methods(ASKED)
def propose_goal(request: Request, process_key: str) -> HttpResponse:
    process = access.process_for_proposer(request.actor, process_key)
    origin = "office" if may_edit_goals(request.actor, process) else "organisation"
    findings = queries.findings_to_cite(process, reader_of(request.actor, process))
    form = ProposalForm(sent(request), initial={"origin": origin}, findings=findings)

    def deed() -> None:
        proposal = form.cleaned_data
        actions.propose_goal(process=process, by=request.actor, at=request.at, **proposal)

    if is_done(form, deed):
        return done(request, _("Thank you. The proposal is on the list."), at_candidates(process))
    question = Question(
        title=_("Propose a goal"),
        lead=_("The project office says what becomes of it, with a reason."),
        submit=_("Propose goal"),
        back=at_candidates(process),
    )
    return ask(request, process, question, form)


@require_http_methods(ASKED)
def take_up_candidate(request: Request, process_key: str, candidate_key: str) -> HttpResponse:
    candidate = access.candidate_for_office(request.actor, process_key, candidate_key)
    process = candidate.process
    form = PlaceForm(sent(request), initial={"level": "goal"}, tree=queries.tree_of(process))

    def deed() -> None:
        level, parent = form.cleaned_data["level"], form.above()
        by, at = request.actor, request.at
        actions.take_up_candidate(candidate=candidate, level=level, parent=parent, by=by, at=at)

    if is_done(form, deed):
        return done(request, _("The proposal is a goal now."), at_candidates(process))
    question = Question(
        title=_("Take up the proposal as a goal"),
        lead=candidate.title,
        submit=_("Take up"),
        back=at_candidates(process),
    )
    return ask(request, process, question, form)


@require_http_methods(ASKED)
def count_candidate(request: Request, process_key: str, candidate_key: str) -> HttpResponse:
    candidate = access.candidate_for_office(request.actor, process_key, candidate_key)
    process = candidate.process
    form = OtherGoalForm(sent(request), tree=queries.tree_of(process))

    def deed() -> None:
        goal = form.goal()
        actions.count_candidate(candidate=candidate, goal=goal, by=request.actor, at=request.at)

    if is_done(form, deed):
        return done(request, _("The proposal counts towards this goal."), at_goal(form.goal()))
    question = Question(
        title=_("Which goal already says so?"),
        lead=candidate.title,
        submit=_("Count towards this goal"),
        back=at_candidates(process),
    )
    return ask(request, process, question, form)


@require_http_methods(ASKED)
def set_aside_candidate(request: Request, process_key: str, candidate_key: str) -> HttpResponse:
    candidate = access.candidate_for_office(request.actor, process_key, candidate_key)
    form = SetAsideForm(sent(request))

    def deed() -> None:
        because, at = form.cleaned_data["because"], request.at
        actions.set_aside_candidate(candidate=candidate, because=because, by=request.actor, at=at)

    if is_done(form, deed):
        message = _("The proposal is set aside, with the reason.")
        return done(request, message, at_candidates(candidate.process))
    question = Question(
        title=_("Set the proposal aside"),
        lead=candidate.title,
        submit=_("Set aside"),
        back=at_candidates(candidate.process),
    )
    return ask(request, candidate.process, question, form)


@require_POST
def reopen_candidate(request: Request, process_key: str, candidate_key: str) -> HttpResponse:
    candidate = access.candidate_for_office(request.actor, process_key, candidate_key)
    actions.reopen_candidate(candidate=candidate, by=request.actor, at=request.at)
    message = _("The proposal waits for a decision again.")
    return done(request, message, at_candidates(candidate.process))


@require_safe
@open_to_the_public
def versions(request: Request, process_key: str) -> HttpResponse:
    process = process_for_reader(request.actor, process_key)
    found = list(process.tree_versions.order_by("-number"))
    context = {
        "process": process,
        "heading": _versions_in_words(len(found)),
        "versions": found,
        "may_edit": may_edit_goals(request.actor, process),
    }
    return render(request, "goals/versions.html", context)


@require_http_methods(ASKED)
def freeze_tree(request: Request, process_key: str) -> HttpResponse:
    process = access.process_for_office(request.actor, process_key)
    form = FreezeForm(sent(request))

    def deed() -> None:
        label = form.cleaned_data["label"]
        actions.freeze_tree(process=process, label=label, by=request.actor, at=request.at)

    if is_done(form, deed):
        return done(request, _("The tree is frozen with its hash."), at_versions(process))
    question = Question(
        title=_("Freeze the tree as it stands"),
        lead=_("A version never changes. Everybody can check it by its hash."),
        submit=_("Freeze tree"),
        back=at_versions(process),
    )
    return ask(request, process, question, form)


@require_safe
@open_to_the_public
def version(request: Request, process_key: str, version_key: str) -> HttpResponse:
    found = access.version_for_reader(request.actor, process_key, version_key)
    tree = tree_from(found.content)
    now = tree_from(queries.frozen_text(found.process))
    context = {
        "process": found.process,
        "version": found,
        "goals": queries.numbered_with_weights(tree),
        "weighed": queries.votes_named(tree),
        "is_unchanged": hash_of(found.content) == found.content_hash,
        "changes": _changes(tree, now),
    }
    return render(request, "goals/version.html", context)


@require_safe
@open_to_the_public
def version_file(request: Request, process_key: str, version_key: str) -> HttpResponse:
    """The frozen text itself, whose SHA-256 everybody can work out."""
    found = access.version_for_reader(request.actor, process_key, version_key)
    headers = {
        "Content-Disposition": f'attachment; filename="{found.process.key}-{found.key}.json"'
    }
    return HttpResponse(found.content.encode(), content_type="application/json", headers=headers)


def _changes(then: FrozenTree, now: FrozenTree) -> list[tuple[str, str]]:
    """What became of each goal since, with its title."""
    titles = {goal.key: goal.title for goal in (*then.goals, *now.goals)}
    found = difference(then, now)
    named = (
        (_("added"), found.added),
        (_("changed"), found.changed),
        (_("no longer there"), found.removed),
    )
    return [(label, titles[key]) for label, keys in named for key in keys]


def _waiting_in_words(number: int) -> str:
    if not number:
        return _("No proposal waits for a decision")
    return ngettext(
        "One proposal waits for a decision", "%(number)d proposals wait for a decision", number
    ) % {"number": number}


def _versions_in_words(number: int) -> str:
    if not number:
        return _("The tree was never frozen so far")
    return ngettext("One version is kept", "%(number)d versions are kept", number) % {
        "number": number
    }
