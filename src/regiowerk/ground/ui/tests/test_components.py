from __future__ import annotations

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory

from regiowerk.ground.ui.drawings.scene import TableTwin


def rendered(source: str, **context: object) -> str:
    return Template(source).render(Context(context))


@pytest.mark.parametrize(
    "source",
    [
        '{% button label="Weiter" colour="red" %}',
        '{% page_head titel="Ablauf" %}',
        '{% section title="Ablauf" klasse="breit" %}{% endsection %}',
        '{% card title="Brakel" link="/" %}{% endcard %}',
        "{% steps items size=3 %}",
    ],
)
def test_a_component_refuses_what_it_does_not_know(source: str) -> None:
    with pytest.raises(TemplateSyntaxError):
        Template(source)


@pytest.mark.parametrize(
    "source",
    ['{% button label="Weiter" kind="huge" %}', '{% badge label="neu" kind="pink" %}'],
)
def test_a_component_refuses_a_kind_that_does_not_exist(source: str) -> None:
    with pytest.raises(TemplateSyntaxError, match="is unknown; choose one of"):
        rendered(source)


def test_what_people_typed_is_shown_and_never_run() -> None:
    evil = '<script>alert("1")</script>'

    shown = rendered(
        "{% page_head title=t lead=t preline=t %}{% badge label=t %}{% facts pairs %}"
        "{% card title=t %}{{ t }}{% endcard %}{{ t|markdown }}{% table_twin twin %}",
        t=evil,
        pairs=[(evil, evil)],
        twin=TableTwin(evil, (evil,), ((evil,),)),
    )

    assert "<script" not in shown


def test_markdown_has_tables_and_no_pictures() -> None:
    shown = rendered("{{ text|markdown }}", text="![x](http://a.example/x.png)\n\n|a|\n|-|\n|b|\n")

    assert ("<img" in shown, "<table>" in shown) == (False, True)


def test_a_pager_keeps_what_was_searched() -> None:
    page = Paginator(range(30), 10).get_page(2)
    request = RequestFactory().get("/", {"q": "bad", "page": "2"})

    shown = rendered("{% pager page %}", page=page, request=request)

    assert ('href="?q=bad&amp;page=1"' in shown, 'href="?q=bad&amp;page=3"' in shown) == (
        True,
        True,
    )


def test_one_page_needs_no_pager() -> None:
    page = Paginator(range(3), 10).get_page(1)

    assert rendered("{% pager page %}", page=page, request=RequestFactory().get("/")) == ""


def test_a_source_leads_only_to_web_pages() -> None:
    shown = rendered('{% source "Bericht" url=url %}', url="javascript:alert(1)")

    assert shown == '<span class="app-source">Quelle: Bericht</span>'
