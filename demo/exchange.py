"""Requests to demonstration servers and their responses, without sockets: a directory maps one to the other."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any, Protocol
from urllib.parse import parse_qsl, urlsplit

NOTICE = "Invented for the demonstration of Pinpoint: no such person, clinic, street or number exists."
ROBOTS = "User-agent: *\nDisallow: /private/\n"


@dataclass(frozen=True, slots=True)
class Request:
    """A GET request, or a POST of a form. `base_url` is the server's address, without a slash at its end.

    `headers` are the client's by name in lower case, including `host`.
    """

    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    base_url: str = "http://127.0.0.1"
    method: str = "GET"
    form: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, target: str, base_url: str = "http://127.0.0.1", **more: Any) -> "Request":
        """Return the request for a target such as "/api/?version=2.1"; the last of a repeated parameter counts."""
        parts = urlsplit(target)
        return cls(parts.path, fields_of(parts.query), base_url, **more)


def fields_of(encoded: str) -> dict[str, str]:
    """Return the fields of a query or of a form's body; the last of a repeated field counts."""
    return dict(parse_qsl(encoded, keep_blank_values=True))


@dataclass(frozen=True, slots=True)
class Response:
    """Status, media type, body (text goes out as UTF-8, bytes as they are) and further headers."""

    body: str | bytes
    media_type: str = "text/html; charset=utf-8"
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def content(self) -> bytes:
        """The body as bytes."""
        return self.body.encode("utf-8") if isinstance(self.body, str) else self.body


class Directory(Protocol):
    """Anything that answers requests as one directory does."""

    def respond(self, request: Request) -> Response:
        """Return the answer; never raises, whatever the request holds."""
        ...


def page(title: str, body: str, *, head: str = "", status: int = 200, body_class: str = "") -> Response:
    """Return an HTML page with a notice that it is invented; `title` is escaped here, `body` is HTML."""
    opened = f'<body class="{escape(body_class)}">' if body_class else "<body>"
    return Response(
        "<!DOCTYPE html>\n"
        f'<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{escape(title)}</title>\n{head}</head>\n{opened}\n'
        f'<p class="demonstration">{NOTICE}</p>\n{body}</body>\n</html>\n',
        status=status,
    )


def robots(sitemap: str = "") -> Response:
    """Return the robots.txt of a demonstration directory."""
    line = f"\nSitemap: {sitemap}\n" if sitemap else ""
    return Response(f"# {NOTICE}\n{ROBOTS}{line}", "text/plain; charset=utf-8")


def not_found() -> Response:
    """Return a 404 page."""
    return page("Not found", "<h1>Not found</h1>\n", status=404)


def number(text: str) -> float | None:
    """Return the number in a parameter; None without a finite number."""
    try:
        value = float(text)
    except ValueError:
        return None
    return value if value == value and abs(value) != float("inf") else None  # noqa: PLR0124  (not a NaN)
