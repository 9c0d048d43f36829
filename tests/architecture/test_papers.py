"""What is written for readers holds: links lead somewhere, commands exist, catalogues can read it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.management import get_commands

from regiowerk.config.cli import VERBS
from tests.architecture.tree import ROOT, SOURCES, tracked

# The standard's own lists, as far as we use them: version 0.4 of publiccode.yml.
CATEGORIES = {"project-collaboration", "project-management", "workflow-management"}
SCOPES = {"local-authorities", "government", "research"}
STATES = {"concept", "development", "beta", "stable", "obsolete"}
# The German catalogue is stricter than the standard, which asks for 150.
LONG_DESCRIPTION = range(500, 10_001)


def papers() -> list[Path]:
    return [path for path in tracked() if path.suffix == ".md" and path.exists()]


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_links_lead_to_files_that_exist() -> None:
    assert [
        f"{name(path)}: {target}"
        for path in papers()
        for target in re.findall(r"\]\(([^)#\s]+)", path.read_text(encoding="utf-8"))
        if "://" not in target and not (path.parent / target).exists()
    ] == []


def test_commands_that_are_named_exist() -> None:
    known = {*get_commands(), *VERBS}

    assert [
        f"{name(path)}: regiowerk {command}"
        for path in papers()
        for command in _after(r"`|/|&& |^", "regiowerk", path)
        if command not in known
    ] == []


def test_everything_make_is_asked_for_it_can_do() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))

    assert [
        f"{name(path)}: make {target}"
        for path in papers()
        for target in _after(r"`|^", "make", path)
        if target not in targets
    ] == []


def _after(before: str, word: str, path: Path) -> list[str]:
    """The word after `word` wherever a command is shown; capitals stand for what one fills in."""
    text = path.read_text(encoding="utf-8")
    return re.findall(rf"(?:{before}){word} ([a-z][a-z_-]+)", text, re.MULTILINE)


def test_the_handbook_names_every_setting_and_no_other() -> None:
    settings = (SOURCES / "config/settings.py").read_text(encoding="utf-8")
    handbook = (ROOT / "docs/operating.md").read_text(encoding="utf-8")
    read = {f"REGIOWERK_{word}" for word in re.findall(r'(?:env|switch)\("([A-Z_]+)"', settings)}
    by_scripts = {"REGIOWERK_TABLES_READY"}  # bin/run

    listed = set(re.findall(r"^\| `(REGIOWERK_[A-Z_]+)` \|", handbook, re.MULTILINE))

    assert listed == read | by_scripts


def test_decisions_are_numbered_one_after_the_other_and_fit_a_page() -> None:
    paths = sorted((ROOT / "docs/decisions").glob("*.md"))
    lengths = {path.name: len(path.read_text(encoding="utf-8").splitlines()) for path in paths}

    assert [path.name[:5] for path in paths] == [f"{n:04}-" for n in range(1, len(paths) + 1)]
    assert {path: length for path, length in lengths.items() if length > 60} == {}


@pytest.fixture
def publiccode() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((ROOT / "publiccode.yml").read_text(encoding="utf-8"))
    return found


def test_software_catalogues_can_read_what_this_is(publiccode: dict[str, Any]) -> None:
    """Every key version 0.4 of the standard demands, with a value it allows."""
    audience, maintenance = publiccode["intendedAudience"], publiccode["maintenance"]

    assert publiccode["publiccodeYmlVersion"] == "0.4"
    assert publiccode["name"] == "Regiowerk"
    assert publiccode["url"].startswith("https://")
    assert publiccode["platforms"] == ["web"]  # what people use it with, not where it runs
    assert set(publiccode["categories"]) <= CATEGORIES
    assert publiccode["developmentStatus"] in STATES
    assert publiccode["softwareType"] == "standalone/web"
    assert (audience["countries"], set(audience["scope"]) <= SCOPES) == (["de"], True)
    assert maintenance["type"] == "community"
    assert [set(contact) >= {"name"} for contact in maintenance["contacts"]] == [True]
    assert publiccode["localisation"] == {
        "localisationReady": True,
        "availableLanguages": ["de", "en"],
    }


def test_catalogues_name_the_licence_the_package_names(publiccode: dict[str, Any]) -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")

    assert f'license = "{publiccode["legal"]["license"]}"' in project


@pytest.mark.parametrize("language", ["de", "en"])
def test_descriptions_are_as_long_as_catalogues_want(
    publiccode: dict[str, Any], language: str
) -> None:
    told = publiccode["description"][language]

    assert len(told["genericName"]) <= 35
    assert len(told["shortDescription"]) <= 150
    assert len(told["longDescription"].strip()) in LONG_DESCRIPTION
    assert 5 <= len(told["features"]) <= 20
    assert [shot for shot in _pictures(told) if not (ROOT / shot).is_file()] == []


def _pictures(told: dict[str, Any]) -> Iterator[str]:
    yield from told["screenshots"]
