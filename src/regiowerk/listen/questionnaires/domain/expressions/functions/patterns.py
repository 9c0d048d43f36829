"""Regular expressions of strangers, bounded in size and in time."""

from __future__ import annotations

import time
from functools import lru_cache

import regex

from regiowerk.listen.questionnaires.domain.expressions.errors import (
    EvaluationError,
    ExpressionError,
)
from regiowerk.listen.questionnaires.domain.expressions.limits import (
    MAX_PATTERN,
    MAX_SUBJECT,
    PATTERN_SECONDS,
)
from regiowerk.listen.questionnaires.domain.expressions.running import Run


@lru_cache(maxsize=1024)
def compiled(pattern: str) -> regex.Pattern[str]:
    """A pattern ready to match.  Raises ExpressionError for one that is too long or unreadable."""
    if len(pattern) > MAX_PATTERN:
        raise ExpressionError("bad-pattern", pattern=pattern[:50])
    try:
        return regex.compile(pattern, regex.VERSION0)
    except (regex.error, OverflowError, RecursionError, MemoryError, ValueError):
        raise ExpressionError("bad-pattern", pattern=pattern[:50]) from None


def matches_whole(run: Run, pattern: str, text: str) -> bool:
    """Whether the whole text matches, as JavaRosa means it.  Raises EvaluationError when too slow."""
    try:
        ready = compiled(pattern)
    except ExpressionError:
        raise EvaluationError("bad-pattern") from None
    if len(text) > MAX_SUBJECT:
        raise EvaluationError("too-long")
    if run.pattern_seconds <= 0:
        raise EvaluationError("pattern-too-slow")
    started = time.perf_counter()
    try:
        return ready.fullmatch(text, timeout=PATTERN_SECONDS) is not None
    except TimeoutError:
        raise EvaluationError("pattern-too-slow") from None
    finally:
        run.pattern_seconds -= time.perf_counter() - started


def is_anchored(pattern: str) -> bool:
    """Whether a pattern means the same to engines that look for a match inside the text."""
    starts = pattern.startswith(("^", r"\A", ".*"))
    ends = pattern.endswith((r"\Z", r"\z", ".*"))
    if pattern.endswith("$"):
        slashes = len(pattern[:-1]) - len(pattern[:-1].rstrip("\\"))
        ends = slashes % 2 == 0
    return starts and ends and "|" not in _outside_brackets(pattern)


def _outside_brackets(pattern: str) -> str:
    """What of a pattern stands in no group and no set."""
    bare = regex.sub(r"\\.", "", pattern)
    bare = regex.sub(r"\[[^\]]*\]", "", bare)
    for _ in range(len(bare)):
        inner = regex.sub(r"\([^()]*\)", "", bare)
        if inner == bare:
            break
        bare = inner
    return bare
