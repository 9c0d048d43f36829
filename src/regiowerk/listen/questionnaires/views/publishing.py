"""Versions are published, taken out of use, and drafts thrown away."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from regiowerk.ground.regions.middleware import Request
from regiowerk.ground.ui.htmx import go
from regiowerk.listen.questionnaires import access, actions
from regiowerk.listen.questionnaires.forms.office import ConfirmForm, NameForm
from regiowerk.listen.questionnaires.models import Version
from regiowerk.listen.questionnaires.views.frame import Deed, ask, done, sent


@require_http_methods(["GET", "HEAD", "POST"])
def publish_version(request: Request, process_key: str, questionnaire_key: str) -> HttpResponse:
    """Fix the draft for good."""
    draft = access.draft_for_office(request.actor, process_key, questionnaire_key)
    form = ConfirmForm(sent(request))
    if form.is_valid() and _done(form, lambda: _publish(request, draft)):
        return done(request, draft.questionnaire, _("The version is published."))
    means = (
        _("The content is fixed: it can never be changed, only followed by a new version."),
        _("It gets a fingerprint, by which everybody can check what was asked."),
        _("Surveys can be built on it. Nobody is invited yet."),
        _("All organisations taking part can read it."),
    )
    deed = Deed(
        title=_("Publish version %(number)d") % {"number": draft.number},
        submit=_("Publish"),
        means=means,
        obstacles=actions.obstacles_to_publishing(draft),
        is_final=True,
    )
    return ask(request, draft.questionnaire, deed, form, draft)


@require_http_methods(["GET", "HEAD", "POST"])
def retire_version(
    request: Request, process_key: str, questionnaire_key: str, number: int
) -> HttpResponse:
    """No new survey begins with this version."""
    version = access.version_for_office(request.actor, process_key, questionnaire_key, number)
    form = ConfirmForm(sent(request))
    if form.is_valid() and _done(
        form, lambda: actions.retire_version(version=version, by=request.actor, at=request.at)
    ):
        return done(request, version.questionnaire, _("The version is out of use."))
    deed = Deed(
        title=_("Take version %(number)d out of use") % {"number": number},
        submit=_("Take out of use"),
        means=(
            _("No new survey can be built on it."),
            _("Surveys that have begun go on, and all answers stay."),
            _("You can put it back into use at any time."),
        ),
    )
    return ask(request, version.questionnaire, deed, form, version)


@require_http_methods(["GET", "HEAD", "POST"])
def restore_version(
    request: Request, process_key: str, questionnaire_key: str, number: int
) -> HttpResponse:
    """A version can be used again."""
    version = access.version_for_office(request.actor, process_key, questionnaire_key, number)
    form = ConfirmForm(sent(request))
    if form.is_valid() and _done(
        form, lambda: actions.restore_version(version=version, by=request.actor, at=request.at)
    ):
        return done(request, version.questionnaire, _("The version is in use again."))
    deed = Deed(
        title=_("Put version %(number)d back into use") % {"number": number},
        submit=_("Put back into use"),
        means=(_("Surveys can be built on it again."),),
    )
    return ask(request, version.questionnaire, deed, form, version)


@require_http_methods(["GET", "HEAD", "POST"])
def remove_draft(request: Request, process_key: str, questionnaire_key: str) -> HttpResponse:
    """Throw the draft away."""
    draft = access.draft_for_office(request.actor, process_key, questionnaire_key)
    questionnaire = draft.questionnaire
    is_only = questionnaire.versions.count() == 1
    form = ConfirmForm(sent(request))
    if form.is_valid() and _done(
        form, lambda: actions.remove_draft(version=draft, by=request.actor, at=request.at)
    ):
        if not is_only:
            return done(request, questionnaire, _("The draft is removed."))
        messages.success(request, _("The questionnaire is removed."))
        return go(request, "questionnaires:questionnaires", questionnaire.process.key)
    left = _("The published versions stay as they are.")
    gone = _("There is no other version: the questionnaire is removed with it.")
    deed = Deed(
        title=_("Remove the draft"),
        submit=_("Remove the draft"),
        means=(_("The questions of the draft and its file are lost."), gone if is_only else left),
        is_final=True,
    )
    return ask(request, questionnaire, deed, form, draft)


@require_http_methods(["GET", "HEAD", "POST"])
def rename_questionnaire(
    request: Request, process_key: str, questionnaire_key: str
) -> HttpResponse:
    """Another title, or another purpose."""
    found = access.questionnaire_for_office(request.actor, process_key, questionnaire_key)
    initial = {"title": found.title, "purpose": found.purpose}
    form = NameForm(sent(request), initial=initial)
    if form.is_valid():
        actions.rename_questionnaire(
            questionnaire=found, by=request.actor, at=request.at, **form.cleaned_data
        )
        return done(request, found, _("The questionnaire is renamed."))
    deed = Deed(
        title=_("Rename the questionnaire"),
        submit=_("Save changes"),
        lead=_("Its address and its questions stay as they are."),
    )
    return ask(request, found, deed, form, None)


def _publish(request: Request, draft: Version) -> None:
    actions.publish_version(version=draft, by=request.actor, at=request.at)


def _done(form: Form, deed: Callable[[], object]) -> bool:
    """Do it, or write into the form why not."""
    try:
        deed()
    except (
        actions.CannotPublishError,
        actions.WrongStateError,
        actions.InUseError,
    ) as refusal:
        form.add_error(None, str(refusal))
        return False
    return True
