"""What programs ask for: is it well, may I crawl, whom do I tell about a hole."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe


@require_safe
@login_not_required
def health(request: HttpRequest) -> HttpResponse:
    """Answer "ok" when the database answers; a database that does not is an error 500."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@login_not_required
def robots(request: HttpRequest) -> HttpResponse:
    """The demo stays out of search engines: its data are examples."""
    lines = "Disallow: /\n" if settings.DEMO else "Disallow: /anmelden/\nDisallow: /suche/\n"
    return HttpResponse(f"User-agent: *\n{lines}", content_type="text/plain")


@require_safe
@login_not_required
def security(request: HttpRequest) -> HttpResponse:
    """Where to report a hole (RFC 9116); nothing where the operator named nobody."""
    mail, expires = settings.OPERATOR["mail"], settings.SECURITY_TXT_EXPIRES
    if not mail:
        raise Http404
    lines = f"Contact: mailto:{mail}\nExpires: {expires}\nPreferred-Languages: de, en\n"
    return HttpResponse(lines, content_type="text/plain")
