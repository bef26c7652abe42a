"""The first page: three searches to try, and the invented listing that shows how to read one."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from index import clock
from index.places.counties import County
from index.places.county_middle import towns_of_county
from index.places.gazetteer import open_gazetteer
from index.places.place import Place, PlaceAmbiguous, PlaceNotFound
from index.places.place_query import find_place
from index.published.reader import Generation
from index.records import Precision, Profession, SourcesSay
from index.search.request import SearchRequest
from webapp.finder.find_query import DEFAULT_WITHIN, FindQuery
from webapp.words import answer_words, profession_words
from webapp.words.claim_words import condition_words
from webapp.words.formats import distance
from webapp.words.sources import is_correction
from webapp.words.translate import _

_HURTS = "neck-pain"
_MOST_TRIED = 12
"""Towns; whoever is listed in a county may be far from its largest town, or left out since it was counted."""
_SAMPLE_IS_OLD = timedelta(days=18)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleSearch:
    """A search in words and its address."""

    words: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleCard:
    """The invented listing: its names, which are the same in each language, and the words that real cards have."""

    name: str
    profession: str
    clinic: str
    street: str
    distance: str
    label: str
    question: str
    read_on: date


def example_searches(generation: Generation) -> tuple[ExampleSearch, ...]:
    """Return a search of a town, of a complaint near a town and of a ZIP code, each in another open state.

    Fewer where fewer states have somebody listed. It searches itself, so ask for it through `published.made_once`.
    """
    towns = (town for town in _towns(generation) if _is_anybody_listed(generation, town))
    ways = (_by_town, _by_complaint, _by_zip)
    return tuple(way(town) for way, town in zip(ways, towns, strict=False))


def sample_card() -> SampleCard:
    """Return the invented listing as of today."""
    return SampleCard(
        name="Jordan Avery",
        clinic="Upper River Physical Therapy",
        street="100 Example St, Salida, CO",
        profession=profession_words.label(Profession.PHYSICAL_THERAPIST),
        distance=distance(2.0, Precision.ZIP, ""),
        label=answer_words.label(SourcesSay.PERSON_LISTED),
        question=_("how many hours of training were in person?"),
        read_on=clock.today() - _SAMPLE_IS_OLD,
    )


def _towns(generation: Generation) -> Iterator[Place]:
    """Yield the largest town of the county with most people listed in each open state, the most first."""
    most: dict[str, tuple[int, County]] = {}
    for county in generation.coverage.counties():
        there = [one.listed for one in generation.coverage.of(county) if not is_correction(one.source)]
        number = max(there, default=0)
        if generation.is_open(county.state) and number > most.get(county.state, (0, county))[0]:
            most[county.state] = (number, county)
    gazetteer = open_gazetteer()
    for _number, county in sorted(most.values(), key=lambda one: (-one[0], one[1]))[:_MOST_TRIED]:
        for row in towns_of_county(gazetteer, county)[:1]:
            try:
                yield find_place(gazetteer, gazetteer.town_place(row).label)
            except (PlaceNotFound, PlaceAmbiguous):
                continue


def _is_anybody_listed(generation: Generation, town: Place) -> bool:
    request = SearchRequest(
        latitude=town.latitude, longitude=town.longitude, radius_miles=DEFAULT_WITHIN, states=(town.state,), limit=0
    )
    return generation.search(request).total > 0


def _by_town(town: Place) -> ExampleSearch:
    return ExampleSearch(words=town.label, address=FindQuery(place=town.label).address())


def _by_complaint(town: Place) -> ExampleSearch:
    hurts = condition_words(_HURTS)
    words = _("%(complaint)s near %(place)s", complaint=hurts, place=town.label)
    return ExampleSearch(words=words, address=FindQuery(place=town.label, hurts=hurts.lower()).address())


def _by_zip(town: Place) -> ExampleSearch:
    gazetteer = open_gazetteer()
    code = f"{int(gazetteer.table.town_zip[gazetteer.town_rows(town.city, town.state)[0]]):05d}"
    if gazetteer.zip(code) is None:
        return _by_town(town)
    return ExampleSearch(words=_("ZIP code %(code)s", code=code), address=FindQuery(place=code).address())
