"""The generation of a request, taken once and held to its end, so that no page mixes two."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from flask import Flask, current_app, g, request

from index.places.states import state_name
from index.published.overlay import OverlayError
from index.published.past import PastGeneration
from index.published.reader import Generation, NothingPublishedError, PublishedReader
from webapp.headers import keep_out_of_search_engines
from webapp.words.sources import is_correction, is_registry, source_name

_READER = "pinpoint.reader"
_MADE = "pinpoint.made_once"
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadSource:
    """A source of the generation and the day it was last read."""

    name: str
    last_read: date | None
    is_registry: bool = False
    """A register of numbers, without a field for dry needling."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutGeneration:
    """Facts on the data for the foot and the banner of every page."""

    built_on: date
    sources: tuple[ReadSource, ...]
    demonstration: bool


def connect(app: Flask, reader: PublishedReader) -> None:
    """Give the app the reader of published generations."""
    app.extensions[_READER] = reader


def generation() -> Generation:
    """Return the generation of this request; raises NothingPublishedError and OverlayError."""
    if "generation" not in g:
        g.generation = current_app.extensions[_READER].generation()
    taken: Generation = g.generation
    return taken


def made_once(make: Callable[[Generation], Made]) -> Made:
    """Return the result of a function for this request's generation, made once for each overlay and language.

    For parts of pages that read a whole generation. The function may translate and write addresses, and asks for
    nothing of the request. Raises NothingPublishedError and OverlayError.
    """
    served = generation()
    known: tuple[Generation, dict[object, Made]] | None = current_app.extensions.get(_MADE)
    if known is None or known[0] is not served:
        known = current_app.extensions[_MADE] = (served, {})
    key = (make, request.script_root)
    if key not in known[1]:
        known[1][key] = make(served)
    return known[1][key]


def past(number: int) -> PastGeneration | None:
    """Return an earlier generation than this request's; None where it is not on disk."""
    if number >= generation().number:
        return None
    found: PastGeneration | None = current_app.extensions[_READER].past(number)
    return found


def do_without() -> None:
    """Leave the data out of the rest of this request: an error page must not fail as the request did."""
    g.without_generation = True


def is_shown() -> bool:
    """Return whether this request may show data: nobody asked to do without it, and there is some."""
    if "without_generation" in g:
        return False
    try:
        generation()
    except (NothingPublishedError, OverlayError):
        return False
    return True


def about() -> AboutGeneration | None:
    """Return facts on the data, None where nothing is published."""
    if "without_generation" in g:
        return None
    try:
        manifest = generation().manifest
    except (NothingPublishedError, OverlayError):
        return None
    sources = [
        ReadSource(
            name=source_name(source),
            last_read=date.fromisoformat(entry.last_read) if entry.last_read else None,
            is_registry=is_registry(source),
        )
        for source, entry in sorted(manifest.sources.items())
        if not is_correction(source)
    ]
    built_on = datetime.fromisoformat(manifest.built_at).date()
    return AboutGeneration(built_on=built_on, sources=tuple(sources), demonstration=manifest.demonstration)


def open_states() -> tuple[str, ...] | None:
    """Return the names of the states that this copy has opened, sorted; None where it is open everywhere.

    Where nothing is published there is nobody to show, so nothing is closed.
    """
    if "without_generation" in g:
        return None
    try:
        opened = generation().overlay.open_states
    except (NothingPublishedError, OverlayError):
        return None
    return None if opened is None else tuple(sorted(map(state_name, opened)))


def is_demonstration() -> bool:
    """Return whether everybody published is invented; False where nothing is published."""
    shown = about()
    return shown is not None and shown.demonstration


def keep_out_demonstration() -> None:
    """Mark the page of this request as noindex if everybody published is invented."""
    if is_demonstration():
        keep_out_of_search_engines()
