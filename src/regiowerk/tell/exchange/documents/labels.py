from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from regiowerk.tell.exchange.domain.tables import OWN
from regiowerk.tell.exchange.queries import Extent, Part

LABELS: Mapping[str, str | Promise] = {
    "network": _("Networks"),
    "organisations": _("Organisations"),
    "network_members": _("Cities of the networks"),
    "region": _("Region"),
    "memberships": _("Members of the region"),
    "figures": _("Key figures"),
    "programme": _("Funding programme"),
    "grant_statements": _("Statements on the funding"),
    "infrastructure_areas": _("Infrastructure areas"),
    "process": _("Process"),
    "stages": _("Modules"),
    "activities": _("Steps of work"),
    "milestones": _("Milestones"),
    "bodies": _("Bodies"),
    "passages": _("Texts of the process"),
    "findings": _("Findings"),
    "citations": _("Citations"),
    "insight_slides": _("Slides of the interim results"),
    "questionnaires": _("Questionnaires"),
    "questionnaire_versions": _("Versions of the questionnaires"),
    "surveys": _("Surveys"),
    "waves": _("Waves of the surveys"),
    "participations": _("Participations"),
    "submissions": _("Submissions"),
    "sign_offs": _("Sign-offs"),
    "releases": _("Published results"),
    "release_members": _("Submissions in published results"),
    "codes": _("Codebook"),
    "codebook_versions": _("Versions of the codebook"),
    "codings": _("Codings of open answers"),
    "quotations": _("Quotations from answers"),
    "goals": _("Goals"),
    "goal_branches": _("Branches of the goal tree"),
    "goal_predecessors": _("Former goals"),
    "goal_contradictions": _("Contradictions between goals"),
    "goal_indicators": _("Indicators of the goals"),
    "goal_measurements": _("Measured values"),
    "goal_evidence": _("What goals rest on"),
    "goal_candidates": _("Proposed goals"),
    "goal_tree_versions": _("Versions of the goal tree"),
    "goal_consultations": _("Consultations on the goals"),
    "goal_replies": _("Replies on the goals"),
    "goal_stances": _("Stances on single goals"),
    "goal_weighings": _("Weighings of the goal tree"),
    "goal_weighed_nodes": _("Votes of the weighings"),
    "goal_options": _("Goals on ballot papers"),
    "round_bundles": _("Votes put together"),
    "rounds": _("Votes"),
    "borders": _("Borders"),
}


@dataclass(frozen=True, slots=True)
class LabelledPart:
    label: str
    part: Part


def labelled(extent: Extent, *, is_shared: bool) -> tuple[LabelledPart, ...]:
    """What belongs to the process alone, or what it shares with others, as people call it."""
    own = {table.name for table in OWN}
    return tuple(
        LabelledPart(str(LABELS[part.table]), part)
        for part in extent.parts
        if (part.table not in own) == is_shared
    )
