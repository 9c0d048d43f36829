from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _, override

from regiowerk.listen.questionnaires.domain.expressions import (
    ExpressionValue,
    Node,
    Surroundings,
    UnreadableXmlError,
    evaluate,
    lists_of_form,
    read_submission,
    types_of_form,
)

REFUSED = 2


class Command(BaseCommand):
    help = "Tell what XLSForm expressions give over a submission: type and value, one per line."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("expressions", nargs="*", help="e.g. 'count(/data/person)'")
        parser.add_argument("--instance", required=True, type=Path, help="a submission (XML)")
        parser.add_argument("--form", type=Path, help="the ODK form (XML), for types and lists")
        parser.add_argument(
            "--file", type=Path, help="expressions one per line; # begins a comment"
        )
        parser.add_argument("--json", action="store_true", help="one JSON list instead of lines")
        parser.add_argument("--seed", default="", help="for random(), uuid() and randomize()")
        parser.add_argument(
            "--language", choices=["de", "en"], default="de", help="of the messages (default: de)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        with override(options["language"]):
            tree, lists = self._tree(options["instance"], options["form"])
            expressions = [*options["expressions"], *self._lines(options["file"])]
            if not expressions:
                self._refuse(_("Give at least one expression, or a file of them with --file."))
        now = timezone.localtime()
        surroundings = Surroundings(today=now.date(), now=now, seed=options["seed"])
        values = [
            (text, evaluate(text, tree, surroundings=surroundings, instances=lists))
            for text in expressions
        ]
        self.stdout.write(_as_json(values) if options["json"] else _as_lines(values))

    def _tree(self, instance: Path, form: Path | None) -> tuple[Node, dict[str, Node]]:
        file = form or instance
        try:
            content = self._read(form) if form else b""
            types = types_of_form(content) if form else {}
            lists = lists_of_form(content) if form else {}
            file = instance
            return read_submission(self._read(instance), types), lists
        except UnreadableXmlError as problem:
            message = _("%(file)s is not readable XML: %(problem)s")
            self._refuse(message % {"file": file, "problem": problem})

    def _lines(self, file: Path | None) -> list[str]:
        if file is None:
            return []
        lines = self._read(file).decode("utf-8", "replace").splitlines()
        return [line for line in lines if line.strip() and not line.startswith("#")]

    def _read(self, file: Path) -> bytes:
        try:
            return file.read_bytes()
        except OSError as problem:
            message = _("Cannot read %(file)s: %(problem)s")
            self._refuse(message % {"file": file, "problem": problem.strerror})

    def _refuse(self, text: str) -> NoReturn:
        self.stderr.write(text, style_func=str)
        raise SystemExit(REFUSED)


def _as_json(values: list[tuple[str, ExpressionValue]]) -> str:
    told = [
        {"expression": text, "type": value.type, "value": value.plain()} for text, value in values
    ]
    return json.dumps(told, ensure_ascii=False, indent=2)


def _as_lines(values: list[tuple[str, ExpressionValue]]) -> str:
    return "\n".join(
        f"{text}\t{value.type}\t{json.dumps(value.plain(), ensure_ascii=False)}"
        for text, value in values
    )
