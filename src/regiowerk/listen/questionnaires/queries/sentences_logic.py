"""What the faults of expressions say, and what to do about them."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LOGIC: Mapping[str, Promise] = {
    "syntax": _(
        "The expression cannot be read at “%(found)s”. Check brackets, quotes and commas there."
    ),
    "too-long": _(
        "The expression is longer than %(limit)s characters. Split it by a question of type "
        "calculate."
    ),
    "too-deep": _(
        "The expression is nested deeper than %(limit)s levels. Split it by a question of type "
        "calculate."
    ),
    "unknown-axis": _("“%(axis)s” is no direction in a path. Refer to the question with ${name}."),
    "unknown-function": _(
        "There is no function “%(function)s”. Check how it is written, or leave the rule out."
    ),
    "device-function": _(
        "“%(function)s” only works on a phone with an app. Leave it out; this survey is answered "
        "in the browser."
    ),
    "wrong-number-of-arguments": _(
        "“%(function)s” has %(given)s values in brackets; it needs %(least)s to %(most)s. Add or "
        "remove some."
    ),
    "not-literal": _(
        "“%(function)s” needs a text in quotes here, not a computed value. Write it out."
    ),
    "no-nodes": _("A question is needed here. Refer to it with ${name}."),
    "dangling-reference": _(
        "There is no question “%(name)s”. Correct the name in ${...}, or add the question."
    ),
    "ambiguous-reference": _(
        "Several questions are called “%(name)s”. Give them different names, so that it is clear "
        "which one is meant."
    ),
    "unknown-list": _(
        "There is no list “%(name)s”. Correct the name, add the list, or upload its file "
        "%(name)s.csv together with the workbook."
    ),
    "cycle": _(
        "These questions depend on each other in a circle: %(names)s. Take one of the references "
        "out."
    ),
    "bad-pattern": _(
        "“%(pattern)s” is no pattern that can be checked. Check brackets and special characters."
    ),
    "unanchored-pattern": _(
        "The pattern “%(pattern)s” has to match the whole answer here, but only a part of it "
        "elsewhere. Begin it with ^ and end it with $."
    ),
    "not-portable": _("“%(construct)s” works here, but not everywhere: %(rule)s"),
}
RULES: Mapping[str, Promise] = {
    "positional-predicate": _("other programs count rows differently. Use indexed-repeat()."),
    "last": _("ODK Collect does not know last(). Use count()."),
    "any-depth": _("“//” is not understood everywhere. Refer to the question with ${name}."),
    "substring": _("ODK Collect does not know substring(). Use substr()."),
    "floor": _("ODK Collect does not know floor() and ceiling(). Use round() or int()."),
    "repeated-comparison": _(
        "questions asked per row are compared differently elsewhere. Use count() or sum()."
    ),
    "missing-comparison": _(
        "an empty answer is compared differently elsewhere. Ask for != '' first."
    ),
    "blank-truth": _("an empty answer counts differently as true or false. Ask for != ''."),
    "half-rounding": _("halves are rounded differently. Check figures that end in 5."),
    "node-list-text": _("several answers become a text differently. Use join()."),
    "own-value": _("ODK Collect wants to know of what. Write . for the own answer."),
    "area-of-text": _("areas are computed differently elsewhere. Leave this to the analysis."),
    "string-comparison": _(
        "texts are put in order differently elsewhere. Compare numbers or dates."
    ),
}
