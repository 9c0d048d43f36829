"""Slides and PDF of one deck, on two cores where there are two."""

from __future__ import annotations

import os
import threading
import warnings
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from django.utils.translation import gettext as _

from regiowerk.ground.documents.domain.deck import Deck
from regiowerk.ground.documents.pdf import deck_pdf
from regiowerk.ground.documents.slides import write_pptx


def write_both(deck: Deck, say: Callable[[str], None]) -> tuple[bytes, bytes]:
    """Return the slides and the PDF of a deck.

    A process with threads must not be doubled: the copy could wait forever for a lock that some
    other thread held.  There, as on one core, the two are written one after the other.
    """
    say(_("Writing the slides …"))
    if not _may_be_doubled():
        slides = write_pptx(deck)
        say(_("Writing the PDF …"))
        return slides, deck_pdf(deck)
    with ProcessPoolExecutor(max_workers=1, mp_context=get_context("fork")) as beside:
        with warnings.catch_warnings():
            # The threads Python warns of are those of the linear algebra below the maps; they sleep.
            warnings.simplefilter("ignore", DeprecationWarning)
            pdf = beside.submit(deck_pdf, deck)
        slides = write_pptx(deck)
        say(_("Writing the PDF …"))
        return slides, pdf.result()


def _may_be_doubled() -> bool:
    return (
        hasattr(os, "fork") and len(os.sched_getaffinity(0)) > 1 and len(threading.enumerate()) == 1
    )
