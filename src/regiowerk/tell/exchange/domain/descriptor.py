"""What datapackage.json says: which files belong to a package, and what they were when written."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from regiowerk.tell.exchange.domain.attached import is_attached
from regiowerk.tell.exchange.domain.faults import Faults, Kind, fault
from regiowerk.tell.exchange.domain.licences import LICENCES
from regiowerk.tell.exchange.domain.tables import BY_NAME, DESCRIPTOR, TABLES, VERSION
from regiowerk.tell.exchange.domain.values import suggestion

_OTHERS = ("borders", "readme")


@dataclass(frozen=True, slots=True)
class Resource:
    name: str
    path: str
    hash: str = ""


@dataclass(frozen=True, slots=True)
class Descriptor:
    resources: tuple[Resource, ...]
    licences: tuple[str, ...] = ()

    def path_of(self, name: str) -> str:
        """Where a table is, or would be."""
        found = next((r.path for r in self.resources if r.name == name), "")
        return found or (BY_NAME[name].path if name in BY_NAME else name)


def read_descriptor(text: str, faults: Faults) -> Descriptor | None:
    """The descriptor; None when it names no files we could read, and then a fault says why."""
    described = _parse(text, faults)
    if described is None or not _is_our_version(described, faults):
        return None
    listed = described.get("resources")
    if not isinstance(listed, list):
        faults.add(fault(DESCRIPTOR, Kind.DESCRIPTOR_SHAPE, column="resources"))
        return None
    resources = _resources(listed, faults)
    for table in TABLES:
        if table.is_required and table.name not in {resource.name for resource in resources}:
            faults.add(fault(table.path, Kind.TABLE_MISSING, value=table.name, title=table.title))
    return Descriptor(tuple(resources), _licences(described.get("licenses"), faults))


def is_safe(path: str) -> bool:
    """Whether a path stays inside the package: relative, no step up, no drive, no address."""
    parts = path.split("/")
    return (
        bool(path)
        and len(path) <= 200
        and not re.search(r'[\\:*?"<>|\x00-\x1f]', path)
        and not any(part in {"", ".", ".."} or part.startswith("~") for part in parts)
    )


def _parse(text: str, faults: Faults) -> dict[str, Any] | None:
    try:
        described = json.loads(text)
    except json.JSONDecodeError as problem:
        words = f"{problem.lineno}:{problem.colno}"
        faults.add(fault(DESCRIPTOR, Kind.DESCRIPTOR_BROKEN, row=problem.lineno, place=words))
        return None
    except (ValueError, RecursionError):
        faults.add(fault(DESCRIPTOR, Kind.DESCRIPTOR_BROKEN, place="?"))
        return None
    if not isinstance(described, dict):
        faults.add(fault(DESCRIPTOR, Kind.DESCRIPTOR_SHAPE, column="{ … }"))
        return None
    return described


def _is_our_version(described: dict[str, Any], faults: Faults) -> bool:
    version = described.get("regiowerk:schema_version")
    column = "regiowerk:schema_version"
    if type(version) is not int or version < 1:
        value = "" if version is None else str(version)[:40]
        faults.add(
            fault(DESCRIPTOR, Kind.VERSION_MISSING, column=column, value=value, ours=str(VERSION))
        )
        return False
    if version > VERSION:
        faults.add(
            fault(
                DESCRIPTOR,
                Kind.VERSION_NEWER,
                column=column,
                value=str(version),
                ours=str(VERSION),
            )
        )
        return False
    return True


def _resources(listed: list[Any], faults: Faults) -> list[Resource]:
    found: dict[str, Resource] = {}
    for number, entry in enumerate(listed, start=1):
        name, path = _name_and_path(entry)
        place = f"resources[{number}]"
        if not name or not path:
            faults.add(fault(DESCRIPTOR, Kind.DESCRIPTOR_SHAPE, column=place))
        elif name not in BY_NAME and name not in _OTHERS and not is_attached(path):
            meant = suggestion(name, (*BY_NAME, *_OTHERS))
            faults.note(fault(DESCRIPTOR, Kind.RESOURCE_UNKNOWN, value=name[:80], meant=meant))
        elif name in found:
            faults.add(fault(DESCRIPTOR, Kind.TABLE_TWICE, column=place, value=name))
        elif not is_safe(path):
            faults.add(fault(DESCRIPTOR, Kind.PATH_UNSAFE, column=place, value=path[:80]))
        else:
            hashed = entry.get("hash")
            found[name] = Resource(name, path, hashed if isinstance(hashed, str) else "")
    return list(found.values())


def _name_and_path(entry: Any) -> tuple[str, str]:
    if not isinstance(entry, dict):
        return "", ""
    name, path = entry.get("name"), entry.get("path")
    return (name, path) if isinstance(name, str) and isinstance(path, str) else ("", "")


def _licences(listed: Any, faults: Faults) -> tuple[str, ...]:
    """The names of the licences; the order in which they stand is kept."""
    found = []
    for entry in listed if isinstance(listed, list) else []:
        name = entry.get("name") if isinstance(entry, dict) else None
        if isinstance(name, str) and name in LICENCES:
            found.append(name)
        else:
            faults.add(
                fault(
                    DESCRIPTOR,
                    Kind.LICENCE_UNKNOWN,
                    column="licenses",
                    value=str(name)[:80],
                    known=", ".join(LICENCES),
                )
            )
    return tuple(dict.fromkeys(found))
