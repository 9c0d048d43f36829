"""Which tone each place of a map has, and the legend that says what the tones mean."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from regiowerk.ground.ui.drawings import legends, scale
from regiowerk.ground.ui.drawings.places import Place
from regiowerk.ground.ui.drawings.scene import Tone

STEPS = (Tone.STEP_1, Tone.STEP_2, Tone.STEP_3, Tone.STEP_4, Tone.STEP_5)
FEW_STEPS = {1: (2,), 2: (1, 3), 3: (0, 2, 4), 4: (0, 1, 3, 4), 5: (0, 1, 2, 3, 4)}
CLASSES = (Tone.CLASS_1, Tone.CLASS_2, Tone.CLASS_3, Tone.CLASS_4, Tone.CLASS_5, Tone.CLASS_6)


@dataclass(frozen=True, slots=True)
class Fill:
    """How one place is painted and what is said about it."""

    tone: Tone
    words: str
    is_missing: bool = False


class Colouring:
    """Which tone each place has, and the legend that explains it."""

    def __init__(
        self,
        places: Sequence[Place],
        format_value: Callable[[float], str],
        tones: Mapping[str, Tone] | None,
    ) -> None:
        self.format_value = format_value
        self.by_class = any(place.klass for place in places)
        if self.by_class:
            self._choose_classes(places, tones)
        else:
            self._choose_steps(places)
        self.fills = {place.key: self._fill(place) for place in places}
        self.missing = [place.name for place in places if self.fills[place.key].is_missing]

    def _choose_classes(self, places: Sequence[Place], tones: Mapping[str, Tone] | None) -> None:
        self.counts = Counter(place.klass for place in places if place.klass)
        names = sorted(self.counts, key=lambda name: (-self.counts[name], name))
        if tones is None:
            chosen = dict(zip(names, CLASSES, strict=False))
            tones = {name: chosen.get(name, Tone.SURFACE) for name in names}
        self.names = [*(name for name in tones if name in self.counts)]
        self.names += [name for name in names if name not in tones]
        self.tones = {name: tones.get(name, Tone.SURFACE) for name in self.names}

    def _choose_steps(self, places: Sequence[Place]) -> None:
        values = [place.value for place in places if place.value is not None]
        self.scale = scale.scale(values) if values else scale.Scale(())
        chosen = [STEPS[i] for i in FEW_STEPS[self.scale.size]]
        self.names = self._class_names(values)
        self.tones = dict(zip(self.names, chosen, strict=False))
        self.counts = Counter(self.names[self.scale.index(value)] for value in values)

    def _class_names(self, values: Sequence[float]) -> list[str]:
        limits = [self.format_value(limit) for limit in self.scale.limits]
        if not limits:
            return [self.format_value(values[0])] if values else []
        middle = [
            _("%(low)s to under %(high)s") % {"low": low, "high": high}
            for low, high in itertools.pairwise(limits)
        ]
        first = _("under %(high)s") % {"high": limits[0]}
        last = _("%(low)s and more") % {"low": limits[-1]}
        return [first, *middle, last]

    def _fill(self, place: Place) -> Fill:
        if self.by_class and place.klass:
            return Fill(self.tones[place.klass], place.klass)
        if not self.by_class and place.value is not None:
            name = self.class_of(place)
            return Fill(self.tones[name], self.format_value(place.value))
        return Fill(Tone.MISSING, _("no value"), is_missing=True)

    def class_of(self, place: Place) -> str:
        """Return the name of the class a place belongs to."""
        if self.by_class:
            return place.klass or _("no value")
        return (
            self.names[self.scale.index(place.value)] if place.value is not None else _("no value")
        )

    def entries(self) -> list[legends.Key]:
        """Return the entries of the legend, in the order of the classes."""
        found = [legends.Key(self.tones[name], name, self.counts[name]) for name in self.names]
        if self.missing:
            found.append(
                legends.Key(Tone.MISSING, _("no value"), len(self.missing), is_hatched=True)
            )
        return found
