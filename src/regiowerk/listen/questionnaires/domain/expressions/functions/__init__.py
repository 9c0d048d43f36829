"""The functions of the ODK XForms specification that need no device."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from regiowerk.listen.questionnaires.domain.expressions.functions import (
    choices,
    dates,
    numbers,
    places,
    texts,
)
from regiowerk.listen.questionnaires.domain.expressions.functions.registry import Function

FUNCTIONS: Mapping[str, Function] = MappingProxyType(
    texts.FUNCTIONS | numbers.FUNCTIONS | choices.FUNCTIONS | dates.FUNCTIONS | places.FUNCTIONS
)
