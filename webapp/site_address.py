"""The site's own address, and which `Host` headers are answered.

A client writes any `Host` it likes, so no page that a cache may store repeats one. `PINPOINT_SITE_URL` is the site's
address; other hosts get 421 (RFC 9110, section 15.5.20). Where it is not set, only a loopback address is repeated,
which leads nobody anywhere.
"""

from urllib.parse import urlsplit

from flask import Flask, Response, current_app, request

from index.settings import Settings

_ADDRESS = "pinpoint.site_url"
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
_DEFAULT_PORTS = {"http": 80, "https": 443}
HEALTH_ENDPOINTS = frozenset({"health.alive", "health.ready"})
"""A monitor asks these by whatever name it knows."""
MISDIRECTED = 421


def register(app: Flask, settings: Settings) -> None:
    """Refuse hosts other than an app's own, and name no host in redirects."""
    app.extensions[_ADDRESS] = settings.site_url
    app.before_request(refuse_other_hosts)
    app.after_request(lead_by_path)


def site_address() -> str | None:
    """Return the site's address ("https://pinpoint.example"), or the request's if it is loopback; else None."""
    if own := _own():
        return own
    host, _ = _host_and_port(request.host_url)
    return request.host_url.removesuffix("/") if host in _LOOPBACK else None


def absolute(path: str) -> str | None:
    """Return the address of a path of this site, None where the site's address is not known."""
    address = site_address()
    return None if address is None else address + path


def own_host() -> str:
    """Return the host by which a browser knows this site, with the port unless it is the default."""
    return urlsplit(_own()).netloc or request.host


def refuse_other_hosts() -> Response | None:
    """Answer 421 to a request for another host than the site's, health checks excepted."""
    own = _own()
    if not own or request.endpoint in HEALTH_ENDPOINTS or _host_and_port(f"//{request.host}") == _host_and_port(own):
        return None
    return Response(f"This site is {own}/\n", MISDIRECTED, mimetype="text/plain")


def lead_by_path(response: Response) -> Response:
    """Take the host out of a redirect within the site: the path alone leads there (RFC 9110, section 10.2.2)."""
    here = request.host_url
    location = response.headers.get("Location", "")
    if location.startswith(here):
        response.headers["Location"] = "/" + location.removeprefix(here).lstrip("/")  # two slashes would begin a host
    return response


def _own() -> str:
    return str(current_app.extensions[_ADDRESS])


def _host_and_port(address: str) -> tuple[str | None, int | None]:
    """Return host and port to compare; a default port counts as none, on either side of a proxy."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:  # such as a bracket without its other
        return None, None
    return parts.hostname, None if port in _DEFAULT_PORTS.values() else port
