"""The project insight: the state of a process on one day as slides and as PDF."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date

from django.utils import translation
from django.utils.translation import gettext as _

from regiowerk.decide.goals.documents import SLIDE_ROWS as TREE_ROWS, tree_picture, tree_slide
from regiowerk.ground.documents.domain.deck import Bullets, Deck, Picture, Section, Slide
from regiowerk.ground.journal.domain.frozen import canonical, fingerprint
from regiowerk.ground.process.models import Process
from regiowerk.tell.reports.documents.chosen import chosen
from regiowerk.tell.reports.documents.course import course, next_steps
from regiowerk.tell.reports.documents.opening import opening
from regiowerk.tell.reports.documents.picturing import largest
from regiowerk.tell.reports.documents.programme import programme
from regiowerk.tell.reports.documents.results import by_kind, found, outlook, role
from regiowerk.tell.reports.documents.wording import day, short_day, sources
from regiowerk.tell.reports.documents.writing import write_both
from regiowerk.tell.reports.queries import State, state_of


@dataclass(frozen=True, slots=True)
class Insight:
    """A written project insight: what it says, that content's fingerprint, and both files."""

    content: str  # canonical JSON
    content_hash: str
    file_stem: str
    slides: bytes
    pdf: bytes
    audience: str  # who may read all of it
    findings: tuple[str, ...]  # keys of those on its slides


class BeforeStartError(Exception):
    """A project insight was asked for a day on which the process had not begun."""

    def __init__(self, starts_on: date) -> None:
        super().__init__(starts_on)
        self.starts_on = starts_on

    def __str__(self) -> str:
        text = _("The process began on %(day)s. Choose that day or a later one.")
        return text % {"day": short_day(self.starts_on)}


def write_insight(
    process: Process, *, on: date, language: str, say: Callable[[str], None]
) -> Insight:
    """Write the insight of a process as it stood on a day; `say` is told how far it is.

    Raises BeforeStartError for a day before the process began.
    """
    if on < process.starts_on:
        raise BeforeStartError(process.starts_on)
    with translation.override(language):
        say(_("Reading what is recorded …"))
        state = state_of(process, on)
        say(_("Drawing maps and charts …"))
        deck = deck_of(state, language)
        stem = f"{_('project-insight')}-{process.key}-{on.isoformat()}"
        slides, pdf = write_both(deck, say)
    content = _plain(deck)
    return Insight(
        content=canonical(content).decode(),
        content_hash=fingerprint(content),
        file_stem=stem,
        slides=slides,
        pdf=pdf,
        audience=state.audience,
        findings=state.findings_shown,
    )


def deck_of(state: State, language: str) -> Deck:
    """The slides of a state, in the language that is active."""
    process, region = state.process, state.process.region
    words = {"day": day(state.on), "process": process.name}
    return Deck(
        title=process.name,
        subtitle=process.programme.name if process.programme else region.name,
        occasion=_("Project insight, state of %(day)s") % words,
        author=region.name,
        on=state.on,
        slides=tuple(_slides(state)) or (_nothing_yet(),),
        accent=region.accent,
        language=language,
        example_mark=_("Example data") if process.is_example else "",
        footer=_("%(process)s · state of %(day)s") % words,
    )


def _slides(state: State) -> Iterator[Slide | Section]:
    yield from opening(state)
    yield from programme(state)
    yield from course(state)
    yield from _part(
        Section(_("Interim results"), _("What the analysis has shown")),
        (*interim(state), *role(state)),
    )
    yield from _part(
        Section(_("Goals"), _("What the region wants to reach")),
        goals(state),
    )
    yield from _part(
        Section(_("Next steps and outlook"), _("How it goes on")),
        (*next_steps(state), *outlook(state)),
    )


def interim(state: State) -> Iterator[Slide]:
    """What the office has chosen to show; where it has chosen nothing, everything that was found."""
    yield from found(state)
    yield from chosen(state) if state.chosen else by_kind(state)


def goals(state: State) -> Iterator[Slide]:
    """The goal tree as it stood; what single organisations say about it is not for this report."""
    if not state.goals.tree.goals:
        return
    picture = largest(lambda width: tree_picture(state.goals, width=width, most_rows=TREE_ROWS))
    yield replace(tree_slide(state.goals, on=state.on), body=picture)


def _nothing_yet() -> Slide:
    """What a process says of itself before anything is recorded."""
    return Slide(
        title=_("Nothing is recorded for this process yet"),
        body=Bullets(
            (
                _("The region, as soon as it has members"),
                _("The plan, as soon as it has modules"),
                _("The results, as soon as findings are recorded"),
            ),
            heading=_("What will be shown here"),
        ),
        source=sources([_("Plan of the process")]),
        notes=_("No figure is shown on this slide."),
    )


def _part(section: Section, slides: Iterable[Slide]) -> Iterator[Slide | Section]:
    """A part with its opening slide; nothing where there is nothing to show."""
    shown = tuple(slides)
    if shown:
        yield section
        yield from shown


def _plain(value: object) -> object:
    """What a deck says, as plain values; of a drawing its words and its table, not its lines."""
    if isinstance(value, Picture):
        scene = value.scene
        return _plain((scene.title, scene.summary, scene.source, scene.table))
    if is_dataclass(value):
        said = {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
        return {"kind": type(value).__name__, **said}
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value


__all__ = ["BeforeStartError", "Insight", "deck_of", "write_insight"]
