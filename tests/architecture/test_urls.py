"""Every address is on the list below or sends a stranger to the sign-in."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.template import loader
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from tests.architecture.tree import ROOMS, room_of, templates

# What anybody may ask for: pages of the site itself, the way in, and search over what is public.
PUBLIC = {
    "ui:accent",
    "ui:accessibility",
    "ui:choose_language",
    "ui:choose_theme",
    "ui:feedback",
    "ui:gallery",
    "ui:health",
    "ui:imprint",
    "ui:privacy",
    "ui:robots",
    "ui:security",
    "people:link_sent",
    "people:sign_in",
    "people:sign_in_by_link",
    "people:sign_in_by_password",
    "people:sign_in_demo",
    "people:sign_out",
    "portal:search",
    "portal:start",
}
VALUES = {"str": "1F5C7A", "slug": "gibt-es-nicht", "int": 999_999}
NAMESPACES = {room.rsplit("/", 1)[1]: index for index, room in enumerate(ROOMS)}


def patterns(resolver: URLResolver, namespace: str = "", given: tuple[str, ...] = ()) -> Iterator[tuple[str, tuple[str, ...]]]:  # fmt: skip
    """The full name of each address, with the kinds of its arguments in order."""
    for pattern in resolver.url_patterns:
        kinds = (*given, *re.findall(r"<(\w+):", str(pattern.pattern)))
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern, pattern.namespace or namespace, kinds)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield f"{namespace}:{pattern.name}", kinds


ADDRESSES = sorted(patterns(get_resolver()))


def test_every_address_has_a_name_of_its_own() -> None:
    names = [full for full, _kinds in ADDRESSES]

    assert [full for full in names if names.count(full) > 1 or full.startswith(":")] == []


@pytest.mark.django_db
def test_a_stranger_comes_no_further_than_the_sign_in() -> None:
    open_to_all = []
    for full, kinds in ADDRESSES:
        if full in PUBLIC:
            continue
        address = reverse(full, args=[VALUES[kind] for kind in kinds])
        answers = [Client().get(address), Client().post(address)]
        if not all(_is_refused(answer) for answer in answers):
            open_to_all.append((full, [answer.status_code for answer in answers]))
    assert open_to_all == []


def _is_refused(answer: object) -> bool:
    """Sent to sign in; or the method alone was refused, before anything was looked up."""
    status = answer.status_code  # type: ignore[attr-defined]
    if status == 405:
        return True
    return bool(status == 302 and answer.headers["Location"].startswith("/anmelden/"))  # type: ignore[attr-defined]


def test_what_is_public_exists() -> None:
    assert sorted(PUBLIC - {full for full, _kinds in ADDRESSES}) == []


def test_templates_lead_only_to_rooms_below_them() -> None:
    wrong = []
    for path in templates():
        here = ROOMS.index(room_of(path))
        for full in re.findall(r"{% url ['\"]([a-z]+:[a-z_]+)['\"]", path.read_text("utf-8")):
            if NAMESPACES[full.split(":")[0]] > here:
                wrong.append(f"{path.name}: {full}")
    assert wrong == []


def test_templates_name_only_addresses_that_exist() -> None:
    known = {full for full, _kinds in ADDRESSES}
    found = {
        full
        for path in templates()
        for full in re.findall(r"{% url ['\"]([a-z]+:[a-z_]+)['\"]", path.read_text("utf-8"))
    }
    assert sorted(found - known) == []


def test_every_template_can_be_read() -> None:
    for path in templates():
        parts = path.parts
        loader.get_template("/".join(parts[parts.index("templates") + 1 :]))


def test_an_address_that_needs_values_is_never_built_without() -> None:
    with pytest.raises(NoReverseMatch):
        reverse("process:plan")
