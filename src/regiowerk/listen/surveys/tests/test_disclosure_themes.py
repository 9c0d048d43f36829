from regiowerk.listen.surveys.domain.disclosure.tables import Protection
from regiowerk.listen.surveys.domain.disclosure.themes import SafeThemes, safe_themes


def test_themes_of_many_are_named_and_those_of_few_only_as_more():
    themes = safe_themes({"staff": 12, "money": 20, "law": 6, "cloud": 5, "fax": 1}, Protection())

    assert themes == SafeThemes(("money", "staff", "law"), 6, are_more=True)


def test_a_single_theme_of_few_is_not_even_hinted_at():
    themes = safe_themes({"money": 20, "fax": 1, "law": 0}, Protection())

    assert themes == SafeThemes(("money",), 6, are_more=False)


def test_for_strangers_only_k_sources_are_enough():
    themes = safe_themes({"law": 5, "fax": 4}, Protection(known=0))

    assert themes == SafeThemes(("law",), 5, are_more=False)
