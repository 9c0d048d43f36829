"""The tables of a package as they stand in the database."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Model, Q, QuerySet

from regiowerk.decide.ballots.models import Bundle, Round, Voter
from regiowerk.decide.goals.models import Reply, Stance
from regiowerk.ground.process.models import (
    Activity,
    Body,
    GrantStatement,
    InfrastructureArea,
    Milestone,
    Passage,
    Process,
    Programme,
    Stage,
)
from regiowerk.ground.regions.models import (
    Figure,
    Membership,
    Network,
    NetworkMember,
    Organisation,
    Region,
)
from regiowerk.listen.codes.models import Code, CodebookVersion
from regiowerk.listen.findings.models import Citation, Finding
from regiowerk.listen.questionnaires.models import Questionnaire, Version
from regiowerk.listen.surveys.models import (
    Coding,
    Participation,
    Quotation,
    Release,
    ReleaseMember,
    SignOff,
    Submission,
    Survey,
    Wave,
)
from regiowerk.tell.exchange.domain import (
    coding_tables,
    result_tables,
    survey_tables,
    tables,
    vote_tables,
)
from regiowerk.tell.exchange.domain.columns import Row, Table
from regiowerk.tell.exchange.domain.values import Value, tidy
from regiowerk.tell.exchange.queries import (
    coding_rows,
    goal_rows,
    result_rows,
    survey_rows,
    vote_rows,
)
from regiowerk.tell.reports.models import InsightSlide

type Rows = QuerySet[Any]

_FURTHER: Mapping[str, Mapping[str, str]] = {
    **survey_rows.PATHS,
    **result_rows.PATHS,
    **coding_rows.PATHS,
    **goal_rows.PATHS,
}


@dataclass(frozen=True, slots=True)
class Source:
    """Where a table's rows come from: the model, and which of its rows belong to a process."""

    table: Table
    model: type[Model]
    of_process: Callable[[Process], Rows]

    def path(self, column: str) -> str:
        """Most columns are called like fields; what refers to a row says its key."""
        further = _FURTHER.get(self.table.name, {})
        if column in further:
            return further[column]
        return f"{column}__key" if self.table.by_name[column].refers_to else column


def networks_of(process: Process) -> Rows:
    """The network of the region, and that of the programme where it is another one."""
    region = Region.objects.filter(processes=process).exclude(network=None)
    programme = Programme.objects.filter(processes=process).exclude(network=None)
    return Network.objects.filter(
        Q(pk__in=region.values("network")) | Q(pk__in=programme.values("network"))
    )


def organisations_of(process: Process) -> Rows:
    """Who belongs to the region and its network, whoever else came along, and their districts."""
    region = Region.objects.filter(processes=process).exclude(regiopole=None)
    memberships = Membership.objects.filter(region=process.region_id)
    near = Organisation.objects.filter(
        Q(pk__in=memberships.values("organisation"))
        | Q(pk__in=region.values("regiopole"))
        | Q(pk__in=_network_members(process).values("organisation"))
        | Q(pk__in=_areas(process).exclude(lead=None).values("lead"))
        | Q(pk__in=survey_rows.participations_of(process).values("organisation"))
        | Q(pk__in=process.goals.exclude(responsible=None).values("responsible"))
        | Q(pk__in=Stance.objects.filter(consultation__process=process).values("organisation"))
        | Q(pk__in=Reply.objects.filter(consultation__process=process).values("organisation"))
        | Q(pk__in=_voters(process).values("organisation"))
        | Q(pk__in=Organisation.objects.filter(packages__process=process).values("pk"))
    )
    districts = near.exclude(district=None).values("district")
    return Organisation.objects.filter(Q(pk__in=near.values("pk")) | Q(pk__in=districts))


def _voters(process: Process) -> Rows:
    return Voter.objects.filter(chamber__round__in=vote_rows.rounds_of(process).values("pk"))


def _figures(process: Process) -> Rows:
    organisations = organisations_of(process).values("pk")
    return Figure.objects.filter(Q(region=process.region_id) | Q(organisation__in=organisations))


def _areas(process: Process) -> Rows:
    return InfrastructureArea.objects.filter(programme=process.programme_id)


def _network_members(process: Process) -> Rows:
    return NetworkMember.objects.filter(network__in=networks_of(process).values("pk"))


SOURCES: Mapping[str, Source] = {
    source.table.name: source
    for source in (
        Source(tables.NETWORK, Network, networks_of),
        Source(tables.ORGANISATIONS, Organisation, organisations_of),
        Source(tables.NETWORK_MEMBERS, NetworkMember, _network_members),
        Source(tables.REGION, Region, lambda p: Region.objects.filter(pk=p.region_id)),
        Source(
            tables.MEMBERSHIPS, Membership, lambda p: Membership.objects.filter(region=p.region_id)
        ),
        Source(tables.FIGURES, Figure, _figures),
        Source(tables.PROGRAMME, Programme, lambda p: Programme.objects.filter(processes=p)),
        Source(
            tables.GRANT_STATEMENTS,
            GrantStatement,
            lambda p: GrantStatement.objects.filter(programme=p.programme_id),
        ),
        Source(tables.INFRASTRUCTURE_AREAS, InfrastructureArea, _areas),
        Source(tables.PROCESS, Process, lambda p: Process.objects.filter(pk=p.pk)),
        Source(tables.STAGES, Stage, lambda p: Stage.objects.filter(process=p)),
        Source(tables.ACTIVITIES, Activity, lambda p: Activity.objects.filter(stage__process=p)),
        Source(tables.MILESTONES, Milestone, lambda p: Milestone.objects.filter(process=p)),
        Source(tables.BODIES, Body, lambda p: Body.objects.filter(process=p)),
        Source(tables.PASSAGES, Passage, lambda p: Passage.objects.filter(process=p)),
        Source(tables.FINDINGS, Finding, result_rows.findings_of),
        Source(survey_tables.QUESTIONNAIRES, Questionnaire, survey_rows.questionnaires_of),
        Source(survey_tables.VERSIONS, Version, survey_rows.versions_of),
        Source(survey_tables.SURVEYS, Survey, survey_rows.surveys_of),
        Source(survey_tables.WAVES, Wave, survey_rows.waves_of),
        Source(survey_tables.PARTICIPATIONS, Participation, survey_rows.participations_of),
        Source(survey_tables.SUBMISSIONS, Submission, survey_rows.submissions_of),
        Source(survey_tables.SIGN_OFFS, SignOff, survey_rows.sign_offs_of),
        Source(result_tables.RELEASES, Release, result_rows.releases_of),
        Source(result_tables.RELEASE_MEMBERS, ReleaseMember, result_rows.members_of),
        Source(coding_tables.CODES, Code, coding_rows.codes_of),
        Source(coding_tables.CODEBOOK_VERSIONS, CodebookVersion, coding_rows.versions_of),
        Source(coding_tables.CODINGS, Coding, coding_rows.codings_of),
        Source(coding_tables.QUOTATIONS, Quotation, coding_rows.quotations_of),
        Source(result_tables.CITATIONS, Citation, result_rows.citations_of),
        Source(result_tables.INSIGHT_SLIDES, InsightSlide, result_rows.slides_of),
        Source(vote_tables.BUNDLES, Bundle, vote_rows.bundles_of),
        Source(vote_tables.ROUNDS, Round, vote_rows.rounds_of),
        *(Source(*source) for source in goal_rows.SOURCES),
    )
}


def read_rows(source: Source, rows: Rows) -> tuple[Row, ...]:
    """The rows of a query as a package says them, in no particular order."""
    names = source.table.names
    # In the order of ids: without one, two readings could differ.
    listed = rows.order_by("pk").values_list(*(source.path(name) for name in names))
    return tuple(
        Row(
            number,
            {name: _value(source.table, name, v) for name, v in zip(names, cells, strict=True)},
        )
        for number, cells in enumerate(listed.iterator(chunk_size=2000), start=2)
    )


def rows_by_key(source: Source, path: str, keys: Iterable[str]) -> tuple[Row, ...]:
    """The rows whose key, or whose owner's key, is one of many."""
    wanted = sorted(keys)
    found: list[Row] = []
    # A database takes only so many parameters at once.
    for start in range(0, len(wanted), 5000):
        part = source.model._default_manager.filter(**{f"{path}__in": wanted[start : start + 5000]})
        found += read_rows(source, part)
    return tuple(found)


def _value(table: Table, name: str, value: Any) -> Value:
    kind = table.by_name[name].kind
    if value is None or value == "":
        return kind.none
    if isinstance(value, str):
        return tidy(value)
    if isinstance(value, bool | int | Decimal | date | datetime):
        return value
    message = f"{table.name}.{name} holds a {type(value).__name__}"
    raise TypeError(message)
