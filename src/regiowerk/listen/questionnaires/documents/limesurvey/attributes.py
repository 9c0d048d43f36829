"""What LimeSurvey's settings of a question are here: a rule, lost with a finding, or only kept."""

from __future__ import annotations

# Settings that become rules or words, and the types of questions in which they do.
_EVERY = "*"
_BECOME: dict[str, str] = {
    "em_validation_q": _EVERY,
    "em_validation_q_tip": _EVERY,
    "em_validation_sq": "FABCEH1KQ:;",
    "em_validation_sq_tip": "FABCEH1KQ:;",
    "min_num_value_n": "NK",
    "max_num_value_n": "NK",
    "num_value_int_only": "NK",
    "maximum_chars": "STUQ;",
    "min_answers": "MPR",
    "max_answers": "MPR",
    "exclude_all_others": "MP",
    "equation": "*",
    "other_replace_text": "L!MP",
    "random_order": "LMPRONSTUDYG!5I",
    "multiflexible_min": ":",
    "multiflexible_max": ":",
    "multiflexible_checkbox": ":",
    "date_min": "D",
    "date_max": "D",
    "dualscale_headerA": "1",
    "dualscale_headerB": "1",
    "hidden": _EVERY,
    "script": _EVERY,
}
# Settings that allow or refuse answers; where they become no rule here, that has to be told.
CHANGES_ANSWERS = frozenset(
    [
        "allowed_filetypes",
        "array_filter",
        "array_filter_exclude",
        "choice_filter",
        "code_filter",
        "commented_checkbox",
        "em_validation_sq",
        "equals_num_value",
        "exclude_all_others",
        "exclude_all_others_auto",
        "input_max_characters",
        "max_answers",
        "max_filesize",
        "max_num_of_files",
        "max_num_value",
        "max_num_value_n",
        "max_subquestions",
        "maximum_chars",
        "min_answers",
        "min_num_of_files",
        "min_num_value",
        "min_num_value_n",
        "multiflexible_max",
        "multiflexible_min",
        "multiflexible_step",
        "num_value_int_only",
        "numbers_only",
        "other_comment_mandatory",
        "other_numbers_only",
        "slider_accuracy",
        "slider_max",
        "slider_min",
        "time_limit",
    ]
)
_SAYS_NOTHING = frozenset({"", "0", "N", "I", "inherit", "default", "none"})
_USUAL = {"max_num_of_files": "1", "time_limit_action": "1", "statistics_showgraph": "1"}


def becomes_a_rule(name: str, question_type: str) -> bool:
    """Whether a setting is read where it stands."""
    types = _BECOME.get(name, "")
    return (types == _EVERY and name != "equation") or question_type in types


def says_something(name: str, value: str) -> bool:
    """Whether a setting differs from what LimeSurvey writes for every question."""
    return value not in _SAYS_NOTHING and _USUAL.get(name) != value
