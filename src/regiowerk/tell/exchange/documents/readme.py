from __future__ import annotations

import re

from django.utils.translation import gettext as _, override

from regiowerk.ground.process.models import Process
from regiowerk.tell.exchange.domain.tables import TABLES

# Packages are German, whatever language the person speaks who writes one.
LANGUAGE = "de"


def default_readme(process: Process) -> str:
    """What a package says of itself when nobody wrote something better."""
    with override(LANGUAGE):
        listed = [f"- `{table.path}` – {table.title}" for table in TABLES]
        return "\n\n".join(
            [
                f"# {process.name} – {process.region.name}",
                _(
                    "This folder is a process of Regiowerk as open files: tables as CSV (UTF-8, "
                    "comma), described in `datapackage.json` (Data Package 2.0)."
                ),
                _(
                    "It holds content only: no accounts, no mail, no journal and no personal data. "
                    "Every figure names its source; the licence of a figure stands beside it."
                ),
                "\n".join(listed),
                _(
                    "Questionnaires lie in `questionnaires/`, submissions in `submissions/`, published "
                    "results in `releases/`, counted votes in `votes/`: each is "
                    "named by a row and kept by its checksum. Drafts, running votes, links, remarks, contact data "
                    "and files that were handed in stay behind."
                ),
                _("To take it over into another installation: `regiowerk import FOLDER`"),
            ]
        )


def below_the_page(readme: str) -> str:
    """The same text with headings that fit under those of a page, which has a first one already."""
    return re.sub(r"(?m)^(#{1,4})(?= )", r"##\1", readme)
