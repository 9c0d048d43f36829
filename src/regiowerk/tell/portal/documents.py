"""The letters of the portal, and the chain to take along."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _, ngettext, override

from regiowerk.decide.goals.queries.chain import Use
from regiowerk.ground.journal.domain.frozen import canonical, fingerprint
from regiowerk.ground.notices.domain.letters import SITE
from regiowerk.ground.process.domain.chain import Link
from regiowerk.ground.process.models import Process
from regiowerk.ground.regions.domain.open_steps import OpenStep
from regiowerk.listen.findings.queries.sources import Source
from regiowerk.tell.portal.queries.chain.finding import Chain
from regiowerk.tell.portal.queries.chain.goal import Told

CHAIN_FORMAT = "regiowerk-chain/1"


@dataclass(frozen=True, slots=True)
class Letter:
    subject: str
    text: str


def reminder(process: Process, step: OpenStep, *, language: str, office: str) -> Letter:
    """One task, one link, minutes needed, deadline, whom to ask."""
    with override(language):
        minutes = ngettext("about %(minutes)d minute", "about %(minutes)d minutes", step.minutes)
        words = {
            "organisation": step.organisation_label,
            "process": process.name,
            "step": step.label,
            "reason": step.reason,
            "address": f"{SITE}{step.address}",
            "minutes": minutes % {"minutes": step.minutes},
            "office": office,
        }
        lines = [
            _("Good day,"),
            _("one step of %(organisation)s is still open in “%(process)s”: %(step)s.") % words,
            words["reason"],
            words["address"],
            _("It takes %(minutes)s.") % words,
            _("Please do it by %(day)s.") % {"day": date_format(step.due_on)}
            if step.due_on
            else "",
            _("Questions? %(office)s is glad to help.") % words,
        ]
        return Letter(
            subject=_("%(organisation)s: %(step)s") % words,
            text="\n\n".join(line for line in lines if line) + "\n",
        )


def chain_file_of(
    process: Process, chains: Sequence[Chain], goals: Sequence[Told], format: str, *, site: str
) -> tuple[bytes, str] | None:
    """A chain as one file, HTML or JSON, with its SHA-256; None for another format."""
    plain = {
        "format": CHAIN_FORMAT,
        "process": process.key,
        "name": process.name,
        "is_example": process.is_example,
        "findings": [_finding(process, one, site) for one in chains],
        "goals": [_goal(process, one, site) for one in goals],
    }
    if format == "json":
        return canonical(plain), "application/json"
    if format == "html":
        context = {"process": process, "chain": plain, "hash": fingerprint(plain)}
        return render_to_string("portal/chain/file.html", context).encode(), "text/html"
    return None


def _finding(process: Process, chain: Chain, site: str) -> dict[str, object]:
    finding = chain.finding
    address = reverse("findings:finding", args=[process.key, finding.key])
    return {
        "key": finding.key,
        "kind": finding.kind,
        "statement": finding.statement,
        "explanation": finding.explanation,
        "recorded_at": finding.recorded_at,
        "recorded_by": finding.recorded_by,
        "address": f"{site}{address}",
        "sentence": chain.sentence,
        "unseen": chain.unseen,
        "why": [
            _source(one, link, site) for one, link in zip(chain.sources, chain.why, strict=True)
        ],
        "became": [_link(one, site) for one in chain.became],
    }


def _goal(process: Process, told: Told, site: str) -> dict[str, object]:
    """A goal with the findings it rests on in the words that were cited."""
    goal = told.goal
    address = reverse("goals:goal", args=[process.key, goal.key])
    return {
        "key": goal.key,
        "level": goal.level,
        "title": goal.title,
        "explanation": goal.explanation,
        "recorded_at": goal.recorded_at,
        "recorded_by": goal.recorded_by,
        "address": f"{site}{address}",
        "why": [_use(one, site) for one in told.why],
        "became": [_link(one, site) for one in told.became],
    }


def _use(use: Use, site: str) -> dict[str, object]:
    evidence = use.ground.evidence
    return {
        **_link(use.finding, site),
        "finding": use.ground.cited.key,
        "note": evidence.note,
        "content_hash": evidence.content_hash,
        "audience": evidence.audience,
        "cited_at": evidence.cited_at,
        "cited_by": evidence.cited_by,
        "changed": use.finding.changed,
    }


def _source(source: Source, link: Link, site: str) -> dict[str, object]:
    citation = source.citation
    return {
        **_link(link, site),
        "kind": citation.kind,
        "words": citation.words,
        "base": citation.base,
        "question": citation.question,
        "version": citation.version,
        "source_on": citation.source_on,
        "source_hash": citation.source_hash,
        "audience": citation.audience,
        "cited_at": citation.cited_at,
        "cited_by": citation.cited_by,
        "changed": link.changed,
    }


def _link(link: Link, site: str) -> dict[str, object]:
    address = f"{site}{link.address}" if link.address else ""
    return {"sentence": link.sentence, "address": address}
