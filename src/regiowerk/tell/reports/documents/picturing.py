"""Drawings in the layout in which their words are largest on the slide."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from regiowerk.ground.documents.domain.deck import Picture
from regiowerk.ground.documents.domain.layout import BODY, Frame, fitted
from regiowerk.ground.ui.drawings.scene import Scene

WIDTHS = (520.0, 640.0, 760.0, 880.0, 1000.0)


LEGIBLE = 0.75  # points a unit must take at least; smaller words nobody reads from the last row


def preferred(draw: Callable[[float], Scene], widths: Sequence[float]) -> Picture:
    """Draw as at the widths that were asked for, unless the words would become too small."""
    wanted = largest(draw, widths=widths)
    return wanted if fitted(wanted.scene, BODY)[1] >= LEGIBLE else largest(draw)


def largest(
    draw: Callable[[float], Scene], frame: Frame = BODY, widths: Sequence[float] = WIDTHS
) -> Picture:
    """Draw at several widths and keep the one whose units come out largest in the frame."""
    scenes = [draw(width) for width in widths]
    return Picture(max(scenes, key=lambda scene: fitted(scene, frame)[1]))
