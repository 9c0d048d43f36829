"""The sections of a questionnaire and the lines in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from regiowerk.listen.questionnaires.domain.editing.tree import item_at
from regiowerk.listen.questionnaires.domain.instrument import (
    Group,
    Instrument,
    Item,
    Question,
    Repeat,
    Section,
    say,
    section_of,
    sections,
    walk,
)
from regiowerk.listen.questionnaires.queries.editor.words import KINDS, label_of, one_line


@dataclass(frozen=True, slots=True)
class Line:
    """One question or heading in the list of a section."""

    path: str
    label: str
    around: str  # the heading it stands under inside its section
    is_heading: bool
    remarks: tuple[str, ...]
    is_first: bool
    is_last: bool

    @property
    def address(self) -> str:
        """The path as it stands in an address."""
        return self.path.lstrip("/")


@dataclass(frozen=True, slots=True)
class SectionLine:
    name: str
    label: str
    questions: int
    faults: int
    is_group: bool  # loose questions between two groups cannot be moved together
    is_first: bool
    is_last: bool


def section_lines(
    instrument: Instrument, paths_with_faults: tuple[str, ...]
) -> tuple[SectionLine, ...]:
    """The sections with how much stands in each."""
    found = sections(instrument)
    lines = []
    for number, section in enumerate(found):
        inside = tuple(_walk(section.items, "", 0))
        paths = {path for path, _item, _depth in inside}
        lines.append(
            SectionLine(
                name=section.name,
                label=section_label(section, instrument),
                questions=sum(isinstance(item, Question) for _path, item, _depth in inside),
                faults=sum(path in paths for path in paths_with_faults),
                is_group=not isinstance(section.items[0], Question),
                is_first=number == 0,
                is_last=number == len(found) - 1,
            )
        )
    return tuple(lines)


def section_named(instrument: Instrument, name: str) -> Section | None:
    return next((one for one in sections(instrument) if one.name == name), None)


def section_label(section: Section, instrument: Instrument) -> str:
    first = section.items[0]
    label = section.label or ({} if isinstance(first, Group | Repeat) else first.label)
    return one_line(say(label, "", instrument.default_language)) or section.name


def lines_of(section: Section, instrument: Instrument) -> tuple[Line, ...]:
    """Everything in a section in the author's order, one line each."""
    top = {item.name for item in instrument.items}
    found = []
    for siblings, parent, depth in _levels(section.items, "", 0):
        for number, item in enumerate(siblings):
            path = f"{parent}/{item.name}"
            if item.name in top and not parent and not isinstance(item, Question):
                continue
            inside = depth > 1 or (depth == 1 and isinstance(section.items[0], Question))
            around = label_of(instrument, item_at(instrument, parent)) if inside else ""
            label = one_line(say(item.label, "", instrument.default_language))
            found.append(
                Line(
                    path=path,
                    label=label or item.name,
                    around=around,
                    is_heading=not isinstance(item, Question),
                    remarks=tuple(_remarks(item)),
                    is_first=number == 0,
                    is_last=number == len(siblings) - 1,
                )
            )
    order = {path: n for n, (path, _i, _d) in enumerate(_walk(section.items, "", 0))}
    return tuple(sorted(found, key=lambda line: order[line.path]))


def _remarks(item: Item) -> Iterator[str]:
    if isinstance(item, Repeat):
        yield _("Questions asked for each entry")
    if isinstance(item, Group):
        yield _("Heading")
    if isinstance(item, Question):
        yield str(KINDS[item.kind])
        if item.required:
            yield _("required")
        if item.visibility is None and item.is_answerable:
            yield _("nobody has said who may see the answer")
    if item.relevant:
        yield _("asked under a condition")
    if item.disabled:
        yield _("a rule is not applied")


def section_of_path(instrument: Instrument, path: str) -> str:
    """The name of the section a path stands in."""
    try:
        return section_of(path, instrument)
    except (KeyError, IndexError):
        return sections(instrument)[0].name


def path_of_section(instrument: Instrument, name: str) -> str | None:
    """Where a further question of a section is put: into its group, else on the first level."""
    section = section_named(instrument, name)
    if section is None:
        return None
    first = section.items[0]
    return "" if isinstance(first, Question) else f"/{first.name}"


def targets_for(instrument: Instrument, path: str) -> tuple[tuple[str, str], ...]:
    """The groups a question can be moved to, with their labels, indented by depth."""
    here = path.rpartition("/")[0]
    found = []
    for placed in walk(instrument):
        if not isinstance(placed.item, Question) and placed.path != here:
            indent = "– " * len(placed.groups)
            found.append((placed.path, indent + label_of(instrument, placed.item)))
    return tuple(found)


def _levels(
    items: tuple[Item, ...], parent: str, depth: int
) -> Iterator[tuple[tuple[Item, ...], str, int]]:
    yield items, parent, depth
    for item in items:
        if isinstance(item, Group | Repeat):
            yield from _levels(item.items, f"{parent}/{item.name}", depth + 1)


def _walk(items: tuple[Item, ...], parent: str, depth: int) -> Iterator[tuple[str, Item, int]]:
    for item in items:
        path = f"{parent}/{item.name}"
        yield path, item, depth
        if isinstance(item, Group | Repeat):
            yield from _walk(item.items, path, depth + 1)
