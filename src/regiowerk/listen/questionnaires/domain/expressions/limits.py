"""How much an expression may ask for.  Far above what questionnaires need, far below what hurts."""

from __future__ import annotations

MAX_LENGTH = 20_000  # characters of one expression
MAX_DEPTH = 60  # brackets, arguments and predicates inside each other
MAX_DIGITS = 400  # characters of one number
MAX_STEPS = 200_000  # nodes visited and functions called by one evaluation
MAX_TEXT = 100_000  # characters of any text an expression makes
MAX_PATTERN = 1_000  # characters of a regular expression
MAX_SUBJECT = 20_000  # characters a regular expression looks at
PATTERN_SECONDS = 0.05  # for one match
MAX_PATTERN_SECONDS = 0.25  # for all matches of one evaluation
