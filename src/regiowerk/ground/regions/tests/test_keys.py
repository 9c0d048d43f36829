import pytest
from hypothesis import given, strategies as st

from regiowerk.ground.regions.domain import keys
from regiowerk.ground.regions.domain.keys import Fault, KeyFaultError

states = st.sampled_from(sorted(keys.STATES))


def digits(count: int) -> st.SearchStrategy[str]:
    return st.text("0123456789", min_size=count, max_size=count)


ags_keys = st.builds(lambda state, rest: state + rest, states, digits(6))
ars_keys = st.builds(lambda state, rest: state + rest, states, digits(10))


@given(ags_keys)
def test_an_ags_is_read_as_it_is(ags):
    assert keys.parse_ags(ags) == ags


@given(ars_keys)
def test_an_ars_is_read_as_it_is(ars):
    assert keys.parse_ars(ars) == ars


@given(ags_keys)
def test_the_official_spacing_is_understood(ags):
    spaced = f" {ags[:2]} {ags[2]} {ags[3:5]}\u00a0{ags[5:]} "

    assert keys.parse_ags(spaced) == ags


@given(ars_keys)
def test_an_ars_contains_its_ags(ars):
    ags = keys.ags_of_ars(ars)

    assert (len(ags), ags[:5], ags[5:]) == (8, ars[:5], ars[9:])


@given(ags_keys.filter(lambda ags: ags.startswith("0")))
def test_a_lost_zero_is_named(ags):
    with pytest.raises(KeyFaultError) as told:
        keys.parse_ags(ags[1:])

    assert (told.value.fault, told.value.meant) == (Fault.ZERO_LOST, ags)


@given(ars_keys)
def test_an_ars_in_place_of_an_ags_is_named(ars):
    with pytest.raises(KeyFaultError) as told:
        keys.parse_ags(ars)

    assert (told.value.fault, told.value.meant) == (Fault.OTHER_KEY, keys.ags_of_ars(ars))


def told_of(parse, text):
    """Return what a text is read as: a key, or the sentence about its fault."""
    try:
        return parse(text), ""
    except KeyFaultError as fault:
        return "", str(fault)


@given(st.text())
def test_any_text_is_a_key_or_a_fault_with_a_sentence(text):
    for parse, count in ((keys.parse_ags, 8), (keys.parse_ars, 12)):
        key, sentence = told_of(parse, text)
        is_key = len(key) == count and key.isascii() and key.isdigit() and key[:2] in keys.STATES

        assert is_key or (key == "" and sentence != "")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("5774032", "AGS 5774032 has 7 digits - a leading zero was probably lost: 05774032"),
        ("057740320", "AGS 057740320 has 9 digits instead of 8"),
        ("5774032.0", "AGS 5774032.0 is not made of digits alone"),
        (
            "057740032032",
            "057740032032 has 12 digits and is another key - the AGS is probably 05774032",
        ),
        ("17774032", "AGS 17774032 does not begin with a state, 01 to 16"),
        ("٠٥٧٧٤٠٣٢", "AGS ٠٥٧٧٤٠٣٢ is not made of digits alone"),
        ("  ", "AGS is missing: it has 8 digits"),
    ],
)
def test_a_wrong_key_is_explained(text, sentence):
    with pytest.raises(KeyFaultError) as told:
        keys.parse_ags(text)

    assert str(told.value) == sentence


def test_the_parts_of_a_key():
    assert (
        keys.state_of("05774032"),
        keys.district_of("05774032"),
        keys.municipality_key("05774032"),
        keys.district_key("057740032032"),
    ) == ("05", "05774", "ags-05774032", "kreis-05774")
