"""Why is it so, and what became of it?"""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from regiowerk.decide.ballots.access import result_for_reader
from regiowerk.decide.goals.access import goal_for_reader
from regiowerk.decide.goals.permissions import may_read_stances
from regiowerk.decide.goals.queries.chain import resting_of
from regiowerk.ground.process.access import (
    open_to_the_public,
    process_for_member,
    process_for_reader,
)
from regiowerk.ground.process.models import Process
from regiowerk.ground.regions.middleware import Request
from regiowerk.listen.findings.access import finding_for_reader
from regiowerk.listen.findings.queries.chain import documents_of
from regiowerk.listen.findings.queries.readers import reader_of
from regiowerk.listen.surveys.access import release_for_reader
from regiowerk.tell.portal import access
from regiowerk.tell.portal.documents import chain_file_of
from regiowerk.tell.portal.queries.chain import (
    answers,
    coverage,
    finding as one,
    goal as aims,
    question as asked,
    vote as votes,
)
from regiowerk.tell.portal.views.pages import remember


@require_safe
@open_to_the_public
def chain_of_finding(request: Request, process_key: str, finding_key: str) -> HttpResponse:
    found = finding_for_reader(request.actor, process_key, finding_key)
    if found.key != finding_key:
        return redirect("portal:chain_of_finding", process_key, found.key)
    process = remember(request, found.process)
    reader = reader_of(request.actor, process)
    chain = one.chain_of(process, found, reader, resting_of(process, reader).on)
    context = {"process": process, "finding": found, "chain": chain}
    return render(request, "portal/chain/finding.html", context)


@require_safe
@open_to_the_public
def chain_of_goal(request: Request, process_key: str, goal_key: str) -> HttpResponse:
    found = goal_for_reader(request.actor, process_key, goal_key)
    if found.key != goal_key:
        return redirect("portal:chain_of_goal", process_key, found.key)
    process = remember(request, found.process)
    is_member = may_read_stances(request.actor, process)
    reader = reader_of(request.actor, process)
    chain = aims.chain_of(found, reader, is_member=is_member)
    context = {"process": process, "goal": found, "chain": chain}
    return render(request, "portal/chain/goal.html", context)


@require_safe
@open_to_the_public
def chain_of_vote(request: Request, process_key: str, round_key: str) -> HttpResponse:
    found = result_for_reader(request.actor, process_key, round_key).round
    process = remember(request, found.process)
    context = {"process": process, "round": found, "chain": votes.chain_of(process, found)}
    return render(request, "portal/chain/vote.html", context)


@require_safe
@open_to_the_public
def chain_of_question(
    request: Request, process_key: str, survey_key: str, wave: int, release: int, question: str
) -> HttpResponse:
    shown = release_for_reader(request.actor, process_key, survey_key, wave, release)
    table = shown.results.table(question)
    if table is None:
        raise Http404
    process = remember(request, shown.release.wave.survey.process)
    reader = reader_of(request.actor, process)
    return render(request, "portal/chain/question.html", asked.of_question(shown, table, reader))


@require_safe
@open_to_the_public
def chain_of_documents(request: Request, process_key: str) -> HttpResponse:
    process = remember(request, process_for_reader(request.actor, process_key))
    documents = documents_of(process, reader_of(request.actor, process))
    context = {"process": process, "documents": documents}
    return render(request, "portal/chain/documents.html", context)


@require_safe
def coverage_of_chain(request: Request, process_key: str) -> HttpResponse:
    process = remember(request, process_for_member(request.actor, process_key))
    context = coverage.of_process(process, reader_of(request.actor, process), request.GET)
    return render(request, "portal/chain/coverage.html", context)


@require_safe
def chain_of_answers(request: Request, process_key: str, organisation_key: str) -> HttpResponse:
    """What became of the answers of an organisation, for itself and for the office."""
    process, organisation = access.organisation_for_itself(
        request.actor, process_key, organisation_key
    )
    remember(request, process)
    context = answers.of_organisation(process, organisation, reader_of(request.actor, process))
    return render(request, "portal/chain/answers.html", context)


@require_safe
@open_to_the_public
def file_of_chain(
    request: Request, process_key: str, finding_key: str, format: str
) -> HttpResponse:
    """The chain of one finding, to take along."""
    found = finding_for_reader(request.actor, process_key, finding_key)
    process, reader = found.process, reader_of(request.actor, found.process)
    told = aims.told_of(process, reader)
    resting = aims.by_finding(told)
    chain = one.chain_of(process, found, reader, resting)
    goals = [goal for goal in told if goal.goal in resting.get(found.pk, ())]
    return _file(request, process, ([chain], goals), f"{_('chain')}-{found.key}", format)


@require_safe
@open_to_the_public
def file_of_all_chains(request: Request, process_key: str, format: str) -> HttpResponse:
    """The chain of everything that was found, to take along."""
    process = remember(request, process_for_reader(request.actor, process_key))
    reader = reader_of(request.actor, process)
    goals = aims.told_of(process, reader)
    chains = one.chains_of(process, reader, aims.by_finding(goals))
    return _file(request, process, (chains, goals), f"{_('chain')}-{process.key}", format)


def _file(
    request: Request,
    process: Process,
    told: tuple[list[one.Chain], list[aims.Told]],
    stem: str,
    format: str,
) -> HttpResponse:
    written = chain_file_of(process, *told, format, site=request.build_absolute_uri("/")[:-1])
    if written is None:
        raise Http404
    content, media_type = written
    disposition = content_disposition_header(as_attachment=True, filename=f"{stem}.{format}") or ""
    headers = {"Content-Disposition": disposition}
    return HttpResponse(content, content_type=media_type, headers=headers)
