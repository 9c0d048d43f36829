"""The verbs of a package: take one over, write one."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from regiowerk.ground.journal.queries import Sentences
from regiowerk.tell.exchange.actions.exporting import export_package
from regiowerk.tell.exchange.actions.importing import PackageRefusedError, import_package

__all__ = ["DEEDS", "PackageRefusedError", "export_package", "import_package"]

DEEDS: Sentences = {
    "process.imported": _("%(who)s took over %(what)s from a package."),
    "process.replaced": _("%(who)s replaced the content of %(what)s by that of a package."),
    "process.exported": _("%(who)s wrote %(what)s as a package."),
    "region.updated": _("%(who)s brought the facts about %(what)s up to those of a package."),
}
