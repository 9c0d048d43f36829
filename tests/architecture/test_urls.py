"""Every address is on the list below or closed to strangers, whether the thing exists or not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from http import HTTPStatus

import pytest
from django.http.response import HttpResponseBase
from django.test import Client, RequestFactory
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from regiowerk.decide.ballots.domain.rounds.marks import Marks
from regiowerk.decide.ballots.tests import factories as votes
from regiowerk.decide.goals.queries.weighing import AT_THE_TOP
from regiowerk.decide.goals.tests.factories import (
    a_candidate,
    a_consultation,
    a_contradiction,
    a_goal,
    a_goal_evidence,
    a_measurement,
    a_weighing,
    an_indicator,
)
from regiowerk.ground.process.tests.factories import (
    a_body,
    a_milestone,
    a_passage,
    a_process,
    a_stage,
    an_activity,
)
from regiowerk.ground.regions.tests.factories import a_figure, a_region
from regiowerk.ground.regions.tests.strangers import a_crowd, as_user, mandate_of
from regiowerk.listen.codes.tests.factories import a_code, a_codebook_version
from regiowerk.listen.findings.tests.factories import a_finding
from regiowerk.listen.surveys.models import SectionTask
from regiowerk.listen.surveys.tests.factories import (
    TOKEN,
    a_coding,
    a_conflict,
    a_link,
    a_participation,
    a_quotation,
    a_release,
    a_remark,
    a_revision,
    a_submission,
    a_survey,
    a_wave,
    an_answer_file,
)
from regiowerk.tell.reports.tests.factories import a_report, an_insight_slide
from tests.architecture.tree import ROOMS, modules, name, room_of, templates

# What anybody may ask for: pages of the site itself, the way in, and search over what is public.
PUBLIC = {
    "ui:accent",
    "ui:accessibility",
    "ui:choose_language",
    "ui:choose_theme",
    "ui:feedback",
    "ui:gallery",
    "ui:health",
    "ui:imprint",
    "ui:privacy",
    "ui:robots",
    "ui:security",
    "people:link_sent",
    "people:sign_in",
    "people:sign_in_by_link",
    "people:sign_in_by_password",
    "people:sign_in_demo",
    "people:sign_out",
    "portal:search",
    "portal:start",
}
# What anybody may read where `open_to_the_public` opens it, that is, of a public process or region.
OPEN_WHERE_PUBLIC = {
    "ballots:papers",
    "ballots:record",
    "ballots:result",
    "ballots:result_file",
    "ballots:rounds",
    "findings:finding",
    "findings:findings",
    "findings:table",
    "goals:goal",
    "goals:goal_tree",
    "goals:poster",
    "goals:slide",
    "goals:version",
    "goals:version_file",
    "goals:versions",
    "goals:weighed_node",
    "goals:weights",
    "portal:act",
    "portal:chain_of_documents",
    "portal:chain_of_finding",
    "portal:chain_of_goal",
    "portal:chain_of_vote",
    "portal:chain_of_question",
    "portal:decide",
    "portal:file_of_all_chains",
    "portal:file_of_chain",
    "portal:listen",
    "portal:organisation",
    "portal:organisations",
    "portal:process",
    "portal:region",
    "portal:tell",
    "process:bodies",
    "surveys:choose_crossing",
    "surveys:crossing",
    "surveys:crossing_file",
    "surveys:open_answers",
    "surveys:comparison",
    "surveys:comparisons",
    "surveys:release",
    "surveys:release_data",
    "surveys:release_file",
    "surveys:result",
    "surveys:result_data",
    "surveys:result_file",
    "surveys:result_workbook",
    "surveys:results",
    "surveys:themes",
    "process:plan",
    "reports:pdf",
    "reports:report",
    "reports:reports",
    "reports:slides",
}
# Whoever is signed in has these, in whatever region.
OF_ONESELF = {
    "notices:mark_read",
    "notices:notices",
    "people:account",
    "people:change_password",
    "people:delete_account",
    "people:end_sessions",
    "people:own_data",
    "regions:act_for",
}
NOT_THERE = {"slug": "gibt-es-nicht", "int": 999_999, "str": "nichts", "path": "nichts/da"}
NAMESPACES = {room.rsplit("/", 1)[1]: index for index, room in enumerate(ROOMS)}
NAMESPACES["answering"] = NAMESPACES["surveys"]  # docs/decisions/0014
NAMESPACES["voting"] = NAMESPACES["ballots"]


def patterns(resolver: URLResolver, namespace: str = "", given: tuple[tuple[str, str], ...] = ()) -> Iterator[tuple[str, dict[str, str]]]:  # fmt: skip
    """The full name of each address, with its arguments and their kinds."""
    for pattern in resolver.url_patterns:
        kinds = (*given, *((key, kind) for kind, key in _arguments(pattern)))
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern, pattern.namespace or namespace, kinds)
        elif isinstance(pattern, URLPattern):
            yield f"{namespace}:{pattern.name or ''}", dict(kinds)


def _arguments(pattern: URLPattern | URLResolver) -> list[tuple[str, str]]:
    return re.findall(r"<(\w+):(\w+)>", str(pattern.pattern))


ADDRESSES = sorted(patterns(get_resolver()), key=lambda found: found[0])
# The token in the address is the key: whoever has none comes no further.
BY_LINK = {full for full, _kinds in ADDRESSES if full.startswith(("answering:", "voting:"))}
INTERNAL = [(full, kinds) for full, kinds in ADDRESSES if full not in PUBLIC | BY_LINK]
OF_A_REGION = [(full, kinds) for full, kinds in INTERNAL if full not in OF_ONESELF]


def test_every_address_has_a_name_of_its_own() -> None:
    names = [full for full, _kinds in ADDRESSES]

    assert [
        full for full in names if names.count(full) > 1 or full[0] == ":" or full[-1] == ":"
    ] == []


def test_lists_name_only_what_exists() -> None:
    listed = PUBLIC | OPEN_WHERE_PUBLIC | OF_ONESELF

    assert sorted(listed - {full for full, _kinds in ADDRESSES}) == []


def test_what_needs_no_sign_in_is_on_a_list() -> None:
    """A page is not opened in passing: whoever opens one writes it down here too."""
    opened = {full for full, callback in views(get_resolver()) if not _asks_for_sign_in(callback)}

    assert (
        sorted(opened - PUBLIC - OPEN_WHERE_PUBLIC - BY_LINK),
        sorted((PUBLIC | OPEN_WHERE_PUBLIC | BY_LINK) - opened),
    ) == ([], [])


def test_what_is_open_where_public_is_only_read() -> None:
    """Nothing is written by strangers: pages that `open_to_the_public` opens refuse POST."""
    request = RequestFactory().post("/")
    assert [
        full
        for full, callback in views(get_resolver())
        if full in OPEN_WHERE_PUBLIC
        and callback(request).status_code != HTTPStatus.METHOD_NOT_ALLOWED
    ] == []


def views(
    resolver: URLResolver, namespace: str = ""
) -> Iterator[tuple[str, Callable[..., HttpResponseBase]]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from views(pattern, pattern.namespace or namespace)
        elif isinstance(pattern, URLPattern):
            yield f"{namespace}:{pattern.name}", pattern.callback


def _asks_for_sign_in(callback: Callable[..., HttpResponseBase]) -> bool:
    """As Django's LoginRequiredMiddleware sees it."""
    return getattr(callback, "login_required", True)


@pytest.mark.django_db
def test_a_stranger_comes_no_further_than_the_sign_in() -> None:
    """Asked with things that exist and with things that do not: no answer tells which."""
    there, _outsider = _what_exists()
    assert [
        (full, answers)
        for full, kinds in INTERNAL
        for values in (there, _what_does_not(kinds))
        if not _are_refusals(answers := _answers(Client(), full, kinds, values), "sign in")
    ] == []


@pytest.mark.django_db
def test_an_outsider_does_not_learn_what_exists() -> None:
    there, outsider = _what_exists()
    assert [
        (full, answers)
        for full, kinds in OF_A_REGION
        for values in (there, _what_does_not(kinds))
        if not _are_refusals(answers := _answers(outsider, full, kinds, values), "404")
    ] == []


@pytest.mark.django_db
def test_without_the_right_token_no_link_opens_anything() -> None:
    """One letter more than a real one, and everything else in the address is right.

    After some tries nobody from the same network is answered at all.
    """
    there, _outsider = _what_exists()
    there["token"] = f"{TOKEN}x"
    assert [
        (full, answers)
        for full, kinds in ADDRESSES
        if full in BY_LINK
        and not set(answers := _answers(Client(), full, kinds, there)) <= {"404", "405", "429"}
    ] == []


def _what_exists() -> tuple[dict[str, object], Client]:
    """One thing of each kind in a region that is not public, and somebody of another region."""
    region = a_region()
    crowd = a_crowd(region)
    process = a_process(region)
    finding = a_finding(process)
    mandate = mandate_of(crowd.member)
    stage = a_stage(process)
    participation = a_participation(a_wave(a_survey(process)), mandate.organisation)
    a_link(participation)
    standing = a_revision(participation)
    code = a_code(process)
    submission = a_submission(participation)
    a_codebook_version(process, participation.version.number)
    round = votes.opened(votes.a_round(process, voters=[mandate.organisation]))
    voter = votes.a_voter(round, mandate.organisation)
    votes.a_paper(voter, Marks(options=frozenset({"alpha"})))
    ballot_link = votes.a_link(voter)
    votes.a_result(round)
    goal = a_goal(process)
    an_indicator(goal)
    contradiction = a_contradiction(goal, a_goal(process, "sparen"))
    consultation = a_consultation(process)
    weighing = a_weighing(process, [mandate.organisation], nodes=[""])
    weighing.nodes.update(first=round)
    values: dict[str, object] = {
        "round_key": round.key,
        "option_key": votes.an_option(round).key,
        "voter_id": voter.pk,
        "link_id": ballot_link.pk,
        "code_key": code.key,
        "coding_id": a_coding(submission, code).pk,
        "field": "q.plans.goal",
        "survey_key": participation.wave.survey.key,
        "wave": participation.wave.number,
        "section": SectionTask.objects.filter(participation=participation).first().section,
        "conflict_id": a_conflict(standing, a_revision(participation)).pk,
        "remark_id": a_remark(participation).pk,
        "sha256": an_answer_file(participation).sha256,
        "questionnaire_key": participation.version.questionnaire.key,
        "number": participation.version.number,
        "earlier": participation.version.number,
        "section_name": "today",
        "path": "today/website",
        "code": "yes",
        "region_key": region.key,
        "organisation_key": mandate.organisation.key,
        "membership_id": region.memberships.get(organisation=mandate.organisation).pk,
        "figure_id": a_figure(mandate.organisation).pk,
        "mandate_id": mandate.pk,
        "process_key": process.key,
        "stage_key": stage.key,
        "activity_id": an_activity(stage).pk,
        "milestone_key": a_milestone(process).key,
        "body_key": a_body(process).key,
        "passage_id": a_passage(process).pk,
        "finding_key": finding.key,
        "citation_id": finding.citations.get().pk,
        "goal_key": goal.key,
        "measurement_id": a_measurement(goal, 3).pk,
        "evidence_id": a_goal_evidence(goal, finding).pk,
        "contradiction_id": contradiction.pk,
        "candidate_key": a_candidate(process).key,
        "version_key": consultation.version.key,
        "consultation_key": consultation.key,
        "weighing_key": weighing.key,
        "node_key": AT_THE_TOP,
        "report_id": a_report(process).pk,
        "slide_id": an_insight_slide(process, finding).pk,
        "quotation_id": a_quotation(a_submission(participation, 7), state="approved").pk,
        "format": "xlsx",
        "release": a_release(participation.wave, state="released").number,
        "question": "today.website",
        "other": "today.website",
        "other_process": process.key,
        "other_survey": participation.wave.survey.key,
        "other_wave": participation.wave.number,
        "other_release": 1,
    }
    return values, as_user(crowd.outsider)


def _what_does_not(kinds: dict[str, str]) -> dict[str, object]:
    return {key: NOT_THERE[kind] for key, kind in kinds.items()}


def _answers(
    client: Client, full: str, kinds: dict[str, str], values: dict[str, object]
) -> list[str]:
    address = reverse(full, kwargs={key: values[key] for key in kinds})
    return [_told(client.get(address)), _told(client.post(address))]


def _told(answer: HttpResponseBase) -> str:
    if answer.status_code == HTTPStatus.FOUND:
        where = answer.headers["Location"]
        return "sign in" if where.startswith("/anmelden/") else where
    return str(answer.status_code)


def _are_refusals(answers: list[str], refusal: str) -> bool:
    """Refused where the method is taken at all, and taken by one method at least."""
    return refusal in answers and set(answers) <= {refusal, "405"}


def test_templates_lead_only_to_rooms_below_them() -> None:
    wrong = []
    for path in templates():
        here = ROOMS.index(room_of(path))
        for full in re.findall(r"{% url ['\"]([a-z]+:[a-z_]+)['\"]", path.read_text("utf-8")):
            if NAMESPACES[full.split(":")[0]] > here:
                wrong.append(f"{path.name}: {full}")
    assert wrong == []


def test_modules_lead_only_to_rooms_below_them() -> None:
    known = {full for full, _kinds in ADDRESSES}
    wrong = []
    for path in modules():
        if (room := room_of(path)) not in ROOMS:
            continue  # config stands above all rooms
        named = set(re.findall(r"[\"']([a-z]+:[a-z_]+)[\"']", path.read_text(encoding="utf-8")))
        wrong += [
            f"{name(path)}: {full}"
            for full in sorted(named & known)
            if NAMESPACES[full.split(":")[0]] > ROOMS.index(room)
        ]
    assert wrong == []


def test_templates_name_only_addresses_that_exist() -> None:
    known = {full for full, _kinds in ADDRESSES}
    found = {
        full
        for path in templates()
        for full in re.findall(r"{% url ['\"]([a-z]+:[a-z_]+)['\"]", path.read_text("utf-8"))
    }
    assert sorted(found - known) == []


def test_an_address_that_needs_values_is_never_built_without() -> None:
    with pytest.raises(NoReverseMatch):
        reverse("process:plan")
