from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from regiowerk.ground.regions import access
from regiowerk.ground.regions.access import Request
from regiowerk.ground.ui.htmx import go


@require_POST
def act_for(request: Request) -> HttpResponse:
    """Choose the mandate by which one acts from now on."""
    came_from_region = request.actor.region_id
    mandate = access.mandate_of_user(request.user, request.at, request.POST.get("mandate", ""))
    request.session["mandate"] = mandate.pk
    address = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    # The page one was on belongs to the region one leaves.
    if not is_ours or mandate.region_id != came_from_region:
        address = settings.LOGIN_REDIRECT_URL
    return go(request, address)
