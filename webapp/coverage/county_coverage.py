"""Coverage of a county: the sources that were read there, or that we have not looked."""

from dataclasses import dataclass
from datetime import date

from flask import url_for

from index.places.counties import County, counties_by_slug, county_at
from index.places.gazetteer import open_gazetteer
from index.places.place import Place
from index.places.states import state_name
from index.published.reader import Generation
from index.search.request import MAX_RADIUS_MILES, SearchRequest
from webapp.words.formats import county_words
from webapp.words.sources import is_correction, is_registry, source_name


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceThere:
    """A source in a county: how many it names and lists there, and the day that was last read."""

    name: str
    named: int
    listed: int
    last_read: date
    is_registry: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CountyCoverage:
    """A county, the address of its page, and the sources read there; without any, nobody has looked."""

    name: str
    state: str
    path: str
    is_open: bool
    """False where this copy has not opened in the state, and shows nobody."""
    sources: tuple[SourceThere, ...]


def coverage_at(generation: Generation, place: Place) -> CountyCoverage | None:
    """Return the coverage of a searched place's county; None where that is not known."""
    county = county_at(open_gazetteer(), place) if place.state else None
    return county_coverage(generation, county) if county else None


def unread_state(generation: Generation, place: Place) -> str:
    """Return the state of a searched place without a known county, if no source lists anybody there; else ""."""
    if not place.state or county_at(open_gazetteer(), place):
        return ""
    everybody = SearchRequest(
        latitude=place.latitude,
        longitude=place.longitude,
        radius_miles=MAX_RADIUS_MILES,
        states=(place.state,),
        include_no_word=True,
        limit=0,
    )
    return "" if generation.search(everybody).total else state_name(place.state)


def county_coverage(generation: Generation, county: County) -> CountyCoverage:
    """Return the coverage of a county."""
    read = [one for one in generation.coverage.of(county) if not is_correction(one.source)]
    return CountyCoverage(
        name=county_words(county.name),
        state=state_name(county.state),
        path=url_for("coverage.one_county", state=county.state_slug, county=county.slug),
        is_open=generation.is_open(county.state),
        sources=tuple(
            SourceThere(
                name=source_name(one.source),
                named=one.named,
                listed=one.listed,
                last_read=one.last_read,
                is_registry=is_registry(one.source),
            )
            for one in read
        ),
    )


def counties_of(generation: Generation, state_slug: str) -> tuple[str, list[CountyCoverage]] | None:
    """Return a state's name and its counties; None for an unknown slug."""
    found = [county for county in counties_by_slug(open_gazetteer()).values() if county.state_slug == state_slug]
    if not found:
        return None
    return state_name(found[0].state), [county_coverage(generation, county) for county in found]
