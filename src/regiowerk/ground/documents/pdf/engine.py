"""WeasyPrint, kept behind one function; importing it takes more than a second."""

from __future__ import annotations

from weasyprint import HTML
from weasyprint.urls import URLFetcher, URLFetcherResponse

from regiowerk.ground.documents.pdf.fetching import BASE, serve


class Fetcher(URLFetcher):  # type: ignore[misc] # the library has no types
    """Gives documents our own static files and refuses everything else."""

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        content, kind = serve(url)
        return URLFetcherResponse(url, content, {"Content-Type": kind})


def print_html(html: str) -> bytes:
    """Print HTML as PDF/UA-1."""
    page = HTML(string=html, base_url=BASE, url_fetcher=Fetcher(), media_type="print")
    written: bytes = page.write_pdf(pdf_variant="pdf/ua-1")
    return written
