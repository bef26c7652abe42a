"""The languages of the site: English at /…, Spanish at /es/…, the same tree under both.

The prefix is taken off before routing and becomes the script root, as WSGI (PEP 3333) has it for an application
that is mounted there. So every route exists once, and `url_for` and `at` keep the language.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from babel.support import NullTranslations, Translations
from flask import Flask, has_request_context, request
from flask_babel import Babel
from markupsafe import Markup

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

DEFAULT = "en"
CATALOGS = Path(__file__).parent / "translations"
PREFIXES = {"es": "/es"}
NAMES = {"en": "English", "es": "Español"}
"""The name of each language in that language, where a reader looks for it; so it is not translated."""

_spoken: ContextVar[str] = ContextVar("pinpoint.language", default=DEFAULT)
"""The language of this thread's request. A page asks for it hundreds of times; an attribute of `request` is slower."""

Application = Callable[["WSGIEnvironment", "StartResponse"], Iterable[bytes]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """The page of this address in one language."""

    language: str
    name: str
    address: str
    is_this: bool


class LanguagePrefix:
    """WSGI middleware that takes /es off the path and sets the language."""

    def __init__(self, application: "WSGIApplication") -> None:
        self._application = application

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer as the application does, mounted under the prefix of its language."""
        path, spoken = environ.get("PATH_INFO", ""), DEFAULT
        for code, prefix in PREFIXES.items():
            if path == prefix or path.startswith(f"{prefix}/"):
                spoken = code
                environ["SCRIPT_NAME"] = environ.get("SCRIPT_NAME", "") + prefix
                environ["PATH_INFO"] = path[len(prefix) :] or "/"
                break
        token = _spoken.set(spoken)
        try:
            return self._application(environ, start_response)
        finally:
            _spoken.reset(token)


def speak(app: Flask) -> None:
    """Give an app its languages: the prefix, the catalogs, and the functions for templates."""
    app.wsgi_app = LanguagePrefix(app.wsgi_app)  # type: ignore[method-assign]
    Babel(app, default_locale=DEFAULT, locale_selector=language)
    # Flask-Babel looks up app, request, locale and domain at each string; a page has three hundred. Jinja's own
    # callables make two more calls, and format even strings without placeholders each time.
    app.jinja_env.install_gettext_callables(plain_gettext, plain_ngettext, newstyle=True)  # type: ignore[attr-defined]
    app.jinja_env.globals.update(_=_markup_gettext, gettext=_markup_gettext, ngettext=_markup_ngettext)
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    app.jinja_env.globals.update(at=at, language=language, editions=editions)


def language() -> str:
    """Return the language of this request ("en", "es"), English outside a request."""
    return _spoken.get()


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Translate into another language than the request's, such as English that is to be read out."""
    token = _spoken.set(code)
    try:
        yield
    finally:
        _spoken.reset(token)


def plain_gettext(message: str) -> str:
    """Return a message in the language of this request, its placeholders as they are."""
    spoken = _spoken.get()
    return message if spoken == DEFAULT else str(_catalog(spoken).gettext(message))


def plain_ngettext(singular: str, plural: str, number: int) -> str:
    """Return the form of a message for a number in the language of this request, its placeholders as they are."""
    spoken = _spoken.get()
    if spoken == DEFAULT:
        return singular if number == 1 else plural
    return str(_catalog(spoken).ngettext(singular, plural, number))


def _markup_gettext(message: str, **values: object) -> Markup:
    """Return a message of a template in the language of this request, its placeholders filled and escaped."""
    return Markup(plain_gettext(message)) % values if values else _without_placeholders(message, _spoken.get())  # noqa: S704


def _markup_ngettext(singular: str, plural: str, number: int, **values: object) -> Markup:
    """Return the form of a message of a template for a number; `%(num)s` is the number itself."""
    return Markup(plain_ngettext(singular, plural, number)) % {"num": number, **values}  # noqa: S704  (catalogs are ours)


@lru_cache(maxsize=4096)
def _without_placeholders(message: str, _spoken: str) -> Markup:
    return Markup(plain_gettext(message)) % {}  # noqa: S704  ("%%" is "%", as in a message with placeholders)


@cache
def _catalog(spoken: str) -> NullTranslations:
    """Return the compiled catalog of a language, an empty one where `make setup` has not compiled it."""
    return Translations.load(CATALOGS, [spoken])


def at(path: str) -> str:
    """Return a path that a page's data names ("/guide") in the language of this request ("/es/guide")."""
    return f"{request.script_root}{path}" if has_request_context() else path


def editions() -> tuple[Edition, ...]:
    """Return this page in each language; the home page where nothing answers at this address."""
    mine = language()
    root = request.script_root.removesuffix(PREFIXES.get(mine, ""))
    path = quote(request.path, safe="/:@!$&'()*+,;=~-._") if request.url_rule is not None else "/"
    query = request.query_string.decode("latin-1")
    rest = f"{path}?{quote(query, safe='%/:?@!$&()*+,;=~-._')}" if query else path
    return tuple(
        Edition(language=code, name=name, address=f"{root}{PREFIXES.get(code, '')}{rest}", is_this=code == mine)
        for code, name in NAMES.items()
    )
