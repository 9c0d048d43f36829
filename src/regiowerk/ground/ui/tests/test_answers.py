from __future__ import annotations

import re
from dataclasses import replace

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.utils import translation

from regiowerk.ground.ui.templatetags.kern_answers import CONTROLS
from regiowerk.ground.ui.views.answer_samples import Note, Option, Sample, questions

EVIL = '"><script>alert(1)</script>'
ASKED = Sample("q.a", "radios", "Frage?", options=(Option("y", "Ja"), Option("n", "Nein")))


def rendered(source: str, **context: object) -> str:
    return Template(source).render(Context(context))


def shown(asked: Sample, *, bare: bool = False) -> str:
    return rendered("{% question asked bare=bare %}{% endquestion %}", asked=asked, bare=bare)


@pytest.mark.parametrize(
    "source",
    [
        "{% question asked colour='red' %}{% endquestion %}",
        "{% sees 'Alle' who='public' %}",
        "{% deed label='Weg' href='/' %}",
        "{% answer_table title='T' name='n' rows=3 %}{% endanswer_table %}",
    ],
)
def test_a_component_refuses_what_it_does_not_know(source: str) -> None:
    with pytest.raises(TemplateSyntaxError):
        Template(source)


@pytest.mark.parametrize(
    "source",
    [
        "{% question asked %}{% endquestion %}",
        "{% sees 'Alle' 'everybody' %}",
        "{% deed label='Weg' action='/' kind='huge' %}",
    ],
)
def test_a_component_refuses_a_kind_that_does_not_exist(source: str) -> None:
    with pytest.raises(TemplateSyntaxError, match="is unknown; choose one of"):
        rendered(source, asked=replace(ASKED, look="slider"))


def test_the_gallery_shows_every_look() -> None:
    assert {sample.look for sample in questions()} == set(CONTROLS)


@pytest.mark.parametrize("sample", questions(), ids=lambda sample: sample.look)
def test_what_people_typed_is_shown_and_never_run(sample: Sample) -> None:
    evil = replace(
        sample,
        name=f"q.{EVIL}",
        label=EVIL,
        hint=EVIL,
        why=EVIL,
        message=EVIL,
        values=(EVIL,),
        shown=EVIL,
        measure=EVIL,
        options=(Option(EVIL, EVIL, group=EVIL),),
    )

    assert "<script" not in shown(evil)


@pytest.mark.parametrize("sample", questions(), ids=lambda sample: sample.look)
def test_every_control_has_a_label_and_no_id_is_there_twice(sample: Sample) -> None:
    html = shown(sample)
    ids = re.findall(r'\sid="([^"]+)"', html)
    labelled = set(re.findall(r'<label[^>]* for="([^"]+)"', html))
    controls = re.findall(
        r'<(?:input|select|textarea)(?![^>]*type="hidden")[^>]* id="([^"]+)"', html
    )

    assert len(ids) == len(set(ids))
    assert set(controls) <= labelled


def test_a_fault_is_tied_to_its_control_and_said_in_words() -> None:
    html = shown(replace(ASKED, look="text", hint="Kurz.", message="Bitte prüfen."))

    assert 'aria-describedby="q.a-fault q.a-hint"' in html
    assert 'aria-invalid="true"' in html
    assert "Bitte prüfen." in html


def test_without_a_fault_nothing_is_said() -> None:
    assert 'data-fault="q.a" hidden' in shown(ASKED)
    assert rendered("{% fault_summary asked %}", asked=[ASKED]) == ""


def test_a_summary_leads_to_every_question_with_a_fault() -> None:
    wrong = replace(ASKED, message="Bitte antworten.")

    html = rendered("{% fault_summary asked %}", asked=[ASKED, wrong])

    assert re.findall(r'href="([^"]+)"', html) == ["#q.a"]
    assert ('tabindex="-1"' in html, "autofocus" in html) == (True, True)


def test_required_is_said_in_words() -> None:
    assert 'data-must="q.a" hidden' in shown(ASKED)
    assert re.search(
        r'data-must="q\.a">[^<]*bitte beantworten', shown(replace(ASKED, is_required=True))
    )


def test_what_is_not_asked_is_hidden() -> None:
    assert 'data-look="radios" hidden' in shown(replace(ASKED, is_relevant=False))


def test_a_choice_is_chosen_once_and_offered_only_when_it_is() -> None:
    options = (Option("y", "Ja", is_chosen=True), Option("n", "Nein", is_offered=False))

    html = shown(replace(ASKED, options=options))

    assert html.count(" checked") == 1
    assert 'data-option="n" hidden' in html


def test_a_row_of_a_table_leaves_its_hint_to_the_table() -> None:
    html = shown(replace(ASKED, hint="Für alle Zeilen.", why="Darum."), bare=True)

    assert ("Für alle Zeilen." in html, "Darum." in html) == (False, False)


def test_numbers_of_places_are_never_grouped() -> None:
    many = tuple(Option(str(number), f"Antwort {number}") for number in range(1_000))

    assert 'value="1000=0"' in shown(replace(ASKED, look="rank", options=many))


def test_a_question_drawn_once_keeps_its_own_base_and_speaks_the_language_of_the_reader() -> None:
    first, second = replace(ASKED, note=Note(7)), replace(ASKED, note=Note())

    with translation.override("de"):
        german = [shown(first), shown(second), shown(first)]
    with translation.override("en"):
        english = shown(first)

    assert [text.split(' name="base.q.a" value="')[1][:2] for text in german] == ['7"', '">', '7"']
    assert ("bitte beantworten" in german[0], "please answer" in english) == (True, True)


def test_of_two_answers_each_is_shown_with_its_own() -> None:
    yes, no = replace(ASKED, values=("y",)), replace(ASKED, values=("n",))
    written = [replace(ASKED, look="text", values=(text,)) for text in ("Nebel", "Tal")]

    assert shown(yes) == shown(no)  # what is chosen stands in the options
    assert ['value="Nebel"' in shown(one) for one in (*written, written[0])] == [True, False, True]
