"""The whole walk of a respondent, over real HTTP: open, 40 answers, hand in.

A coordinator opens the personal link, fills in four sections of ten questions page by page as a
browser without JavaScript would, sends the answers to be signed; the head of the organisation, signed
in, signs.  Nothing is skipped: every page is asked for, every form posted with all its fields and its
token.  Complete walks per second at 1, 8 and 32 clients.
"""

from __future__ import annotations

import http.client
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlencode, urljoin, urlsplit

CLIENTS = (1, 8, 32)
TEXT = "An answer as a town hall writes it."


@dataclass
class Form:
    """A form of a page: where it goes, and what a browser would send."""

    action: str
    method: str
    fields: list[tuple[str, str]] = field(default_factory=list)
    choices: dict[str, list[str]] = field(default_factory=dict)
    texts: list[tuple[str, str]] = field(default_factory=list)  # name, type
    buttons: list[tuple[str, str]] = field(default_factory=list)

    def filled(self, press: tuple[str, str] | None = None) -> list[tuple[str, str]]:
        """Every question answered: the first choice, a number or a sentence."""
        sent = list(self.fields)
        sent += [(name, values[0]) for name, values in self.choices.items()]
        sent += [(name, _typed(kind)) for name, kind in self.texts]
        return sent + ([press] if press else self.buttons[:1])


def _typed(kind: str) -> str:
    return "17" if kind in {"number", "numeric", "decimal"} else TEXT


class Page(HTMLParser):
    """The forms of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._open: Form | None = None
        self._select = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._open = Form(values.get("action", ""), values.get("method", "get"))
            self.forms.append(self._open)
        elif self._open is not None:
            self._take(tag, values)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None
        if tag == "select":
            self._select = ""

    def _take(self, tag: str, values: dict[str, str]) -> None:
        form, name = self._open, values.get("name", "")
        assert form is not None  # noqa: S101 - told by the caller
        if tag == "select":
            self._select = name
        if tag == "option" and self._select and values.get("value"):
            form.choices.setdefault(self._select, []).append(values["value"])
        if tag == "button" and name:
            form.buttons.append((name, values.get("value", "")))
        if tag == "textarea" and name:
            form.texts.append((name, "text"))
        if tag == "input" and name:
            self._take_input(form, name, values)

    def _take_input(self, form: Form, name: str, values: dict[str, str]) -> None:
        kind = values.get("type", "text")
        if kind == "hidden":
            form.fields.append((name, values.get("value", "")))
        elif kind in {"radio", "checkbox"}:
            form.choices.setdefault(name, []).append(values.get("value", "on"))
        elif kind in {"submit", "file"}:
            return
        else:
            kind = "number" if values.get("inputmode") in {"numeric", "decimal"} else kind
            form.texts.append((name, kind))


class Browser:
    """One respondent: a connection and a jar of cookies."""

    def __init__(self, site: str, cookies: dict[str, str] | None = None) -> None:
        self.site = urlsplit(site)
        self.cookies = dict(cookies or {})
        self.connection = http.client.HTTPConnection(self.site.netloc, timeout=60)
        self.address = "/"
        self.requests = 0

    def get(self, address: str) -> Page:
        return self._follow("GET", address, None)

    def submit(self, form: Form, sent: list[tuple[str, str]]) -> Page:
        return self._follow("POST", urljoin(self.address, form.action) or self.address, sent)

    def _follow(self, method: str, address: str, sent: list[tuple[str, str]] | None) -> Page:
        for _hop in range(5):
            status, location, text = self._once(method, address, sent)
            if status not in {301, 302, 303}:
                self.address = address
                if status != http.HTTPStatus.OK:
                    message = f"{method} {address} answered {status}: {text[-600:]}"
                    raise RuntimeError(message)
                return Page(text)
            method, address, sent = "GET", urljoin(address, location), None
        message = f"{address} leads in a circle"
        raise RuntimeError(message)

    def _once(
        self, method: str, address: str, sent: list[tuple[str, str]] | None
    ) -> tuple[int, str, str]:
        body = urlencode(sent) if sent is not None else None
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "Accept-Language": "de",
        }
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, address, body, headers)
        self.requests += 1
        answer = self.connection.getresponse()
        text = answer.read().decode()
        for header in answer.headers.get_all("Set-Cookie") or ():
            name, _is, value = header.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, answer.headers.get("Location", ""), text


type Walk = Callable[[], int]  # one whole walk; returns the number of requests


def run(walks: Iterator[Walk], clients: int, each: int) -> tuple[float, list[float], int]:
    """So many walks per client, side by side: seconds in all, seconds of each, requests of one."""
    queues = [[next(walks) for _walk in range(each)] for _client in range(clients)]
    seconds: list[float] = []
    requests: list[int] = []
    failures: list[BaseException] = []

    def client(queue: list[Walk]) -> None:
        try:
            for walk in queue:
                began = time.perf_counter()
                requests.append(walk())
                seconds.append(time.perf_counter() - began)
        except BaseException as problem:  # noqa: BLE001 - told after all have ended
            failures.append(problem)

    threads = [threading.Thread(target=client, args=(queue,)) for queue in queues]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
    return time.perf_counter() - began, seconds, max(requests)


def table(say: Callable[[str], None], walks: Iterator[Walk], each: int) -> None:
    say(
        "| clients | walks | walks per second | seconds of a walk, median | p95 | requests of one |"
    )
    say("|---:|---:|---:|---:|---:|---:|")
    for clients in CLIENTS:
        all_seconds, seconds, requests = run(walks, clients, each)
        p95 = sorted(seconds)[max(0, round(len(seconds) * 0.95) - 1)]
        say(
            f"| {clients} | {len(seconds)} | {len(seconds) / all_seconds:.2f} "
            f"| {statistics.median(seconds):.2f} | {p95:.2f} | {requests} |"
        )
