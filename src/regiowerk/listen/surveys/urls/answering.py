"""The pages of those who answer, the same by link and signed in."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse
from django.urls import URLPattern, path

from regiowerk.listen.surveys.views.answering import (
    conflicts,
    deeds,
    delegating,
    history,
    overview,
    prints,
    quotations,
    remarks,
    saving,
    section,
)
from regiowerk.listen.surveys.views.signing import asking, receipts, signing, submitting

type View = Callable[..., HttpResponse]

_SECTION = "abschnitt/<str:section>/"

PAGES: tuple[tuple[str, View, str], ...] = (
    ("", overview.overview, "overview"),
    ("fragebogen.pdf", prints.print_empty, "print_empty"),
    ("zwei-antworten/", conflicts.conflicts, "conflicts"),
    ("zwei-antworten/<int:conflict_id>/entscheiden/", conflicts.settle_conflict, "settle_conflict"),
    ("zwei-antworten/<int:conflict_id>/beide/", conflicts.keep_both, "keep_both"),
    ("anmerkungen/", remarks.remarks, "remarks"),
    ("anmerkungen/neu/", remarks.write_remark, "write_remark"),
    ("anmerkungen/<int:remark_id>/schliessen/", remarks.close_remark, "close_remark"),
    (_SECTION, section.section, "section"),
    (f"{_SECTION}speichern/", saving.save_field, "save_field"),
    (f"{_SECTION}zeile-neu/", deeds.add_row, "add_row"),
    (f"{_SECTION}zeile-entfernen/", deeds.remove_row, "remove_row"),
    (f"{_SECTION}zeile-zurueck/", deeds.restore_row, "restore_row"),
    (f"{_SECTION}bestaetigen/", deeds.confirm_prefill, "confirm_prefill"),
    (f"{_SECTION}datei/", deeds.upload, "upload"),
    (f"{_SECTION}datei/<str:sha256>/", deeds.file, "file"),
    (f"{_SECTION}verlauf/", history.history, "history"),
    (f"{_SECTION}abgeben/", delegating.delegate, "delegate"),
    (f"{_SECTION}zuruecknehmen/", delegating.take_back, "take_back"),
    (f"{_SECTION}erinnern/", delegating.remind, "remind"),
    (f"{_SECTION}frist/", delegating.postpone, "postpone"),
    (f"{_SECTION}fertig/", delegating.set_ready, "set_ready"),
    (f"{_SECTION}zustimmung/", signing.agree, "agree"),
    (f"{_SECTION}zustimmung/code/", signing.send_section_code, "send_section_code"),
    ("abgabe/", submitting.check, "check"),
    ("abgabe/zuruecknehmen/", submitting.take_back_answers, "take_back_answers"),
    ("entwurf.pdf", receipts.print_answers, "print_answers"),
    ("unterschrift/", signing.sign, "sign"),
    ("unterschrift/code/", signing.send_code, "send_code"),
    ("unterschrift/anmelden/", signing.sign_in_anew, "sign_in_anew"),
    ("unterschrift/zurueckgeben/", signing.give_back_answers, "give_back_answers"),
    ("quittung/", receipts.receipt, "receipt"),
    ("quittung/<int:number>.pdf", receipts.receipt_pdf, "receipt_pdf"),
    ("quittung/<int:number>.json", receipts.record_file, "record_file"),
    ("quittung/<int:number>/antworten.pdf", receipts.print_submission, "print_submission"),
    ("aendern/", asking.ask_to_reopen, "ask_to_reopen"),
    ("zitate/", quotations.quotations, "quotations"),
    ("zitate/<int:quotation_id>/", quotations.quotation, "quotation"),
    ("zitate/<int:quotation_id>/zustimmen/", quotations.approve_quotation, "approve_quotation"),
    ("zitate/<int:quotation_id>/ablehnen/", quotations.decline_quotation, "decline_quotation"),
    ("absage/", asking.decline, "decline"),
    ("absage/zuruecknehmen/", asking.resume, "resume"),
)


def pages(way: Callable[[View], View], prefix: str = "") -> list[URLPattern]:
    """All pages behind one of the two ways in."""
    return [path(f"{prefix}{route}", way(view), name=name) for route, view, name in PAGES]
