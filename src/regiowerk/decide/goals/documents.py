"""What this room draws and prints: the tree as a picture, as a poster and as a slide."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from django.utils import translation
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _, ngettext

from regiowerk.decide.goals.domain.stances import Tally
from regiowerk.decide.goals.domain.weighing import GroupWeights
from regiowerk.decide.goals.models import Goal
from regiowerk.decide.goals.queries import (
    Standing,
    goals_in_words,
    percent,
    progress_in_words,
)
from regiowerk.ground.documents.domain.deck import Deck, Picture, Slide
from regiowerk.ground.documents.pdf import write_pdf
from regiowerk.ground.documents.slides import write_pptx
from regiowerk.ground.ui.drawings import svg
from regiowerk.ground.ui.drawings.dots import Axis, Point, dots
from regiowerk.ground.ui.drawings.palette import light
from regiowerk.ground.ui.drawings.scene import Scene, TableTwin
from regiowerk.ground.ui.drawings.weighted_tree import MOST_ROWS, Twig, weighted_tree

POSTER_WIDTH = 1500.0  # scene units across an A3 sheet
POSTER_ROWS = 120
SLIDE_WIDTH = 960.0
SLIDE_ROWS = 16


def tree_picture(
    standing: Standing,
    *,
    address_of: Callable[[Goal], str] = lambda _goal: "",
    width: float | None = None,
    most_rows: int = MOST_ROWS,
) -> Scene:
    """The tree with its weights, its progress and where somebody objects."""
    process = standing.tree.process
    return weighted_tree(
        twigs_of(standing, address_of),
        title=_("%(process)s: goal tree") % {"process": process.name},
        summary=f"{in_one_sentence(standing)}. {dissent(standing)}".strip(),
        table=_table(standing),
        width=width,
        most_rows=most_rows,
    )


def twigs_of(standing: Standing, address_of: Callable[[Goal], str]) -> tuple[Twig, ...]:
    tree, numbers = standing.tree, standing.numbers
    found = []
    for place, goal in tree.once():
        progress = standing.progress[goal.pk]
        parents = [parent.key for parent, _share in tree.above(goal)]
        first = tree.goals[place.branch.parent].key if place.branch.parent else None
        found.append(
            Twig(
                key=goal.key,
                parent=first,
                name=f"{numbers[goal.pk]} {goal.title}",
                weight=float(standing.whole[goal.pk]),
                part=None if progress.part is None else float(progress.part),
                note=progress_in_words(progress),
                marks=standing.tallies.get(goal.key, Tally()).object,
                address=address_of(goal),
                further=tuple(key for key in parents if key != first),
            )
        )
    return tuple(found)


def in_one_sentence(standing: Standing) -> str:
    """How many goals there are, and how many of those that can be are measured."""
    ends = standing.to_be_measured
    if not ends:
        return goals_in_words(0)
    measured = sum(1 for goal in ends if standing.progress[goal.pk].part is not None)
    return _("%(goals)s, %(measured)d of %(wanted)d measured") % {
        "goals": goals_in_words(len(standing.tree.goals)),
        "measured": measured,
        "wanted": len(ends),
    }


def dissent(standing: Standing) -> str:
    """How many goals somebody objects to; nothing where nobody does."""
    objected = sum(1 for tally in standing.tallies.values() if tally.is_disputed)
    if not objected:
        return ""
    return ngettext("One goal is objected to.", "%(count)d goals are objected to.", objected) % {
        "count": objected
    }


def _table(standing: Standing) -> TableTwin:
    tree, numbers = standing.tree, standing.numbers
    rows = tuple(
        (
            f"{numbers[goal.pk]} {goal.title}",
            str(Goal.Level(goal.level).label),
            ", ".join(
                f"{numbers[parent.pk]} ({share} %)" if share < 100 else numbers[parent.pk]
                for parent, share in tree.above(goal)
            ),
            percent(standing.whole[goal.pk]),
            progress_in_words(standing.progress[goal.pk]),
            str(standing.tallies.get(goal.key, Tally()).object or "–"),
        )
        for _place, goal in tree.once()
    )
    header = (
        _("Goal"),
        _("Goal level"),
        _("Stands under"),
        _("Part of the whole"),
        _("Progress"),
        _("Objections"),
    )
    caption = _("%(process)s: goal tree") % {"process": tree.process.name}
    return TableTwin(caption, header, rows, frozenset({3, 5}))


def weights_picture(
    view: GroupWeights, labels: Mapping[str, str], *, title: str, summary: str
) -> Scene:
    """The weights of a node from the heaviest down, with where half of all and where all lie."""
    points = [
        Point(
            labels[key],
            100 * float(view.weights[key]),
            low=100 * float(spread.lower),
            high=100 * float(spread.upper),
            least=100 * float(spread.least),
            most=100 * float(spread.most),
        )
        for key in view.in_order
        for spread in [view.spreads[key]]
    ]
    axis = Axis(
        format_value=lambda value: _("%(number)s %%") % {"number": number_format(round(value))},
        value=_("Weight of all together"),
        span=_("Half of all between"),
        reach=_("Lowest – highest"),
        lowest=0,
    )
    return dots(
        points,
        axis,
        title=title,
        summary=summary,
        source=_("Source: the papers of this vote"),
        name=_("Goal"),
    )


def poster(standing: Standing, *, on: date) -> bytes:
    """The whole tree on one sheet, A3, as tagged PDF."""
    process = standing.tree.process
    scene = tree_picture(standing, width=POSTER_WIDTH, most_rows=POSTER_ROWS)
    palette = light(process.region.accent)
    context = {
        "process": process,
        "scene": scene,
        "picture": svg.draw(scene, standalone=True, palette=palette),
        "day": date_format(on),
    }
    title = _("Goal tree – %(process)s") % {"process": process.name}
    language = translation.get_language() or "de"
    return write_pdf("goals/poster.html", context, language=language, title=title)


def slide(standing: Standing, *, on: date) -> bytes:
    """The tree on one slide, as shapes that can be changed."""
    process = standing.tree.process
    return write_pptx(
        Deck(
            title=_("Goal tree"),
            subtitle=process.name,
            occasion=_("State of %(day)s") % {"day": date_format(on)},
            author=str(process.region.regiopole or process.region),
            on=on,
            slides=(tree_slide(standing, on=on),),
            accent=process.region.accent,
            language=translation.get_language() or "de",
            example_mark=_("Example data") if process.is_example else "",
            footer=process.name,
        )
    )


def tree_slide(standing: Standing, *, on: date) -> Slide:
    """One statement, one picture: for the deck of this room and for the project insight."""
    return Slide(
        title=in_one_sentence(standing),
        body=Picture(tree_picture(standing, width=SLIDE_WIDTH, most_rows=SLIDE_ROWS)),
        source=_("Goal tree of the process, %(day)s") % {"day": date_format(on)},
        notes=_notes(standing),
    )


def _notes(standing: Standing) -> str:
    lines = [
        f"{number} {standing.tree.goals[goal].title}" for goal, number in standing.numbers.items()
    ]
    unfounded = len(standing.without_evidence)
    if unfounded:
        words = ngettext(
            "One goal names no finding yet.", "%(count)d goals name no finding yet.", unfounded
        )
        lines.append(words % {"count": unfounded})
    return "\n".join(lines)
