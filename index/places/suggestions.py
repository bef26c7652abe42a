"""Suggestions for a place while it is typed: states, counties, towns and ZIP codes, by prefix or with one slip.

Names lie in one sorted array, so a prefix is a slice of it. Slips are looked for only where prefixes leave room, among
names of the state or of about the same length. The index is built once a gazetteer (docs/places.md has its size).
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import chain

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import OSA

from index.places.counties import County, counties_by_slug
from index.places.county_middle import county_middle, people_of_counties
from index.places.gazetteer import Gazetteer, open_gazetteer
from index.places.namesakes import labeled_state, labeled_town, written_out
from index.places.nicknames import places_called
from index.places.place import Place
from index.places.states import read_state, state_name, state_names
from index.places.town_name import town_key, typed_key

LONGEST_TYPED = 60  # characters; the longest label has fewer
DIGITS_FOR_ZIP_CODES = 3
LETTERS_FOR_SLIPS = 4
LETTERS_FOR_SLIPS_IN_STATE = 2
LETTERS_FOR_TWO_SLIPS = 9  # and only in a named state
ENOUGH_IN_STATE = 3  # suggestions; below it names with a slip are added, without a state only where there is none
MOST_SUGGESTIONS = 20
_COUNTY_WEIGHT = 10  # a county weighs as much as a town of a tenth of its people
_CITY_OF_STATE = 3  # "New York" is the city first, which has more than a third of the state's people


class PlaceKind(StrEnum):
    """Kinds of places that are suggested."""

    STATE = "state"
    COUNTY = "county"
    TOWN = "town"
    ZIP = "zip"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceSuggestion:
    """A place to choose. `find_place` understands `label` as this place.

    `state` is a code ("CO"), `county` a name ("Chaffee County", "" where unknown), the point in degrees. A county's
    point is that of `city`, its middle town; a state's that of its largest town. `population` is that of the towns; 0
    for a ZIP code, and for a town that only ZIP codes name.
    """

    label: str
    kind: PlaceKind
    state: str
    county: str
    city: str = ""
    latitude: float
    longitude: float
    population: int


def place_suggestions(text: str, limit: int = 8, gazetteer: Gazetteer | None = None) -> tuple[PlaceSuggestion, ...]:
    """Return what a visitor may mean by the words typed so far, best first; at most `limit`, and never above 20.

    Whole names precede prefixes, and these precede names with a slip; among equals the largest is first.
    """
    words = " ".join(text[:LONGEST_TYPED].split())
    opened = gazetteer or open_gazetteer()
    most = min(limit, MOST_SUGGESTIONS)
    if most < 1 or not words:
        return ()
    digits = words.partition("-")[0].strip()
    if digits.isascii() and digits.isdigit():
        return tuple(_zip_codes(opened, digits, most))
    return tuple(_names(opened).matching(words, most))


def _zip_codes(gazetteer: Gazetteer, digits: str, limit: int) -> Iterator[PlaceSuggestion]:
    if not DIGITS_FOR_ZIP_CODES <= len(digits) <= 5:  # noqa: PLR2004  (a ZIP code's length)
        return
    table = gazetteer.table
    first, last = np.searchsorted(table.zip, [int(digits.ljust(5, "0")), int(digits.ljust(5, "9")) + 1])
    known = np.flatnonzero(~np.isnan(table.zip_latitude[first:last]))[:limit] + int(first)
    for row in known.tolist():
        place = gazetteer.zip(f"{int(table.zip[row]):05d}")
        if place:
            yield PlaceSuggestion(
                label=place.label,
                kind=PlaceKind.ZIP,
                state=place.state,
                county=table.zip_county[row].decode(),
                city=place.city,
                latitude=place.latitude,
                longitude=place.longitude,
                population=0,
            )


@lru_cache(maxsize=2)
def _names(gazetteer: Gazetteer) -> "PlaceNames":
    return PlaceNames(gazetteer)


def _each_once(names: npt.NDArray[np.bytes_]) -> npt.NDArray[np.bytes_]:
    """Return sorted names without the ones that equal the name before them."""
    is_first = np.ones(len(names), dtype=np.bool_)
    is_first[1:] = names[1:] != names[:-1]
    return names[is_first]


@dataclass(frozen=True, slots=True)
class _Reading:
    """Words read as the key of a name and the states it may lie in, "" for any."""

    key: str
    states: tuple[str, ...] = ()


class PlaceNames:
    """The names of all states, counties and towns in order. Safe to read from several threads."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        table = gazetteer.table
        self._gazetteer = gazetteer
        self._counties = list(counties_by_slug(gazetteer).values())
        self._states = sorted(state_names().values())
        people = people_of_counties(gazetteer)
        self._people_of_state = dict.fromkeys(self._states, 0)
        for county, count in people.items():
            self._people_of_state[county.state] = self._people_of_state.get(county.state, 0) + count
        names = [stored.decode().partition("|")[0] for stored in table.town_key.tolist()]
        self._first_county = len(names)
        names += [town_key(county.name) for county in self._counties]
        self._first_state = len(names)
        names += [town_key(state_name(code)) for code in self._states]
        states = [*(code.decode() for code in table.town_state.tolist()), *(one.state for one in self._counties)]
        states += self._states
        weights = [*table.town_population.tolist(), *(people[one] // _COUNTY_WEIGHT for one in self._counties)]
        weights += [self._people_of_state[code] for code in self._states]
        keys = np.array([name.encode() for name in names])
        self._entry: npt.NDArray[np.int32] = np.argsort(keys, kind="stable").astype(np.int32)
        self._key = keys[self._entry]
        self._state = np.array([code.encode() for code in states])[self._entry]
        self._weight_of_entry: npt.NDArray[np.int64] = np.array(weights, dtype=np.int64)
        self._weight = self._weight_of_entry[self._entry]
        by_length: dict[tuple[str, int], set[bytes]] = defaultdict(set)
        for name, state in zip(names, states, strict=True):
            by_length["", len(name)].add(name.encode())
            by_length[state, len(name)].add(name.encode())
        self._by_length = {group: sorted(found) for group, found in by_length.items()}

    def matching(self, words: str, limit: int) -> list[PlaceSuggestion]:
        """Return the suggestions for words that are no ZIP code, best first."""
        entries: dict[int, None] = {}
        readings = [reading for reading in _readings(words) if reading.key]
        for called in places_called(words):
            entries |= dict.fromkeys(self._whole(next(_readings(called)), 1)[:1])
        for search in (self._whole, self._begun):
            for reading in readings:
                if len(entries) < 2 * limit:  # two names of one town are one suggestion
                    entries |= dict.fromkeys(search(reading, 2 * limit))
        for reading in readings:
            if len(entries) < (ENOUGH_IN_STATE if len(reading.states) == 1 else 1):
                entries |= dict.fromkeys(self._with_a_slip(reading, 2 * limit))
        for reading in readings:
            if not entries:
                entries |= dict.fromkeys(self._begun_with_a_slip(reading, 2 * limit))
        found: dict[tuple[str, float, float], PlaceSuggestion] = {}
        for suggestion in filter(None, map(self._suggestion, entries)):
            found.setdefault((suggestion.kind, suggestion.latitude, suggestion.longitude), suggestion)
        return list(found.values())[:limit]

    def _whole(self, reading: _Reading, limit: int) -> list[int]:
        found = self._best(self._slice(reading.key), reading.states, limit)
        code = "" if reading.states else read_state(reading.key)
        return self._with_state(code, found) if code else found

    def _with_state(self, code: str, found: list[int]) -> list[int]:
        """Return the entries of a name with the state of that name, or code, in its place."""
        entry = self._first_state + self._states.index(code)
        rest = [one for one in found if one != entry]
        if rest and int(self._weight_of_entry[rest[0]]) * _CITY_OF_STATE > int(self._weight_of_entry[entry]):
            return [rest[0], entry, *rest[1:]]
        return [entry, *rest]

    def _begun(self, reading: _Reading, limit: int) -> list[int]:
        return self._best(self._slice(reading.key, begun=True), reading.states, limit)

    def _with_a_slip(self, reading: _Reading, limit: int) -> list[int]:
        length = len(reading.key)
        if length < (LETTERS_FOR_SLIPS_IN_STATE if len(reading.states) == 1 else LETTERS_FOR_SLIPS):
            return []
        slips = 2 if reading.states and length >= LETTERS_FOR_TWO_SLIPS else 1
        lengths = range(length - slips, length + slips + 1)
        groups = [(state, one) for state in reading.states or ("",) for one in lengths]
        names = list(chain.from_iterable(self._by_length.get(group, ()) for group in groups))
        return self._alike(reading, names, slips, limit)

    def _begun_with_a_slip(self, reading: _Reading, limit: int) -> list[int]:
        length = len(reading.key)
        if length < LETTERS_FOR_SLIPS:
            return []
        # a slip in the first letter is found once the name is whole
        names = self._key[self._slice(reading.key[0], begun=True)]
        begun: list[bytes] = []
        for end in (length + 1, length, length - 1):
            names = _each_once(names.astype(f"S{end}"))
            begun += names.tolist()
        return self._alike(reading, begun, 1, limit, begun=True)

    def _alike(
        self, reading: _Reading, names: list[bytes], slips: int, limit: int, *, begun: bool = False
    ) -> list[int]:
        """Return the entries whose name, or its beginning, differs by at most `slips` letters, the most alike first."""
        key = reading.key.encode()
        matches = process.extract(key, names, scorer=OSA.distance, score_cutoff=slips, limit=4 * limit)
        entries = {
            entry: (distance, -int(self._weight_of_entry[entry]))
            for name, distance, _ in reversed(matches)
            for entry in self._best(self._slice(name.decode(), begun=begun), reading.states, limit)
        }
        return sorted(entries, key=lambda entry: (entries[entry], entry))[:limit]

    def _slice(self, key: str, *, begun: bool = False) -> slice:
        last = f"{key}~" if begun else f"{key}\x01"  # "~" sorts after every letter
        low, high = np.searchsorted(self._key, np.array([key.encode(), last.encode()]))
        return slice(int(low), int(high))

    def _best(self, part: slice, states: tuple[str, ...], limit: int) -> list[int]:
        """Return the entries of a slice, the largest first, of some states or of all."""
        entries, weights = self._entry[part], self._weight[part]
        if states:
            inside = np.isin(self._state[part], np.array([state.encode() for state in states]))
            entries, weights = entries[inside], weights[inside]
        if len(entries) > limit:
            largest = np.argpartition(-weights, limit)[:limit]
            entries, weights = entries[largest], weights[largest]
        found: list[int] = entries[np.lexsort((entries, -weights))].tolist()
        return found

    def _suggestion(self, entry: int) -> PlaceSuggestion | None:
        if entry < self._first_county:
            return self._town(entry)
        if entry < self._first_state:
            return self._county(self._counties[entry - self._first_county])
        return self._of_state(self._states[entry - self._first_state])

    def _town(self, row: int) -> PlaceSuggestion:
        table, row = self._gazetteer.table, written_out(self._gazetteer, row)
        return PlaceSuggestion(
            label=labeled_town(self._gazetteer, row).label,
            kind=PlaceKind.TOWN,
            state=table.town_state[row].decode(),
            county=self._gazetteer.town_county(row),
            city=table.town_name[row].decode(),
            latitude=float(table.town_latitude[row]),
            longitude=float(table.town_longitude[row]),
            population=int(table.town_population[row]),
        )

    def _county(self, county: County) -> PlaceSuggestion | None:
        middle = county_middle(self._gazetteer, county)
        if middle is None:
            return None
        return PlaceSuggestion(
            label=f"{county.name}, {county.state}",
            kind=PlaceKind.COUNTY,
            state=county.state,
            county=county.name,
            city=middle.city,
            latitude=middle.latitude,
            longitude=middle.longitude,
            population=people_of_counties(self._gazetteer)[county],
        )

    def _of_state(self, code: str) -> PlaceSuggestion | None:
        largest = self._largest_town(code)
        if largest is None:
            return None
        return PlaceSuggestion(
            label=labeled_state(self._gazetteer, code),
            kind=PlaceKind.STATE,
            state=code,
            county="",
            latitude=largest.latitude,
            longitude=largest.longitude,
            population=self._people_of_state[code],
        )

    def _largest_town(self, code: str) -> Place | None:
        table = self._gazetteer.table
        rows = np.flatnonzero(table.town_state == code.encode())
        return self._gazetteer.town_place(int(rows[table.town_population[rows].argmax()])) if len(rows) else None


_COUNTY_WORDS = ("county", "parish", "borough", "census area", "municipio", "municipality")


def _readings(words: str) -> Iterator[_Reading]:
    """Yield the readings of unfinished words, the likeliest first; the last word may be cut short."""
    *before, last = (part.strip() for part in words.split(","))
    if not before:
        yield from _readings_without_comma(words)
        return
    code, begun = read_state(last), _states_beginning(last)
    states = [of for of in ((code,) if code else (), begun) if of]
    names = sorted(before, key=lambda part: part.casefold().endswith(_COUNTY_WORDS))
    yield from (_Reading(town_key(name), of) for of in states for name in names)
    if not states and last:
        yield from _readings_without_comma(last)
    if not last:
        yield from (_Reading(town_key(name)) for name in names)


def _readings_without_comma(words: str) -> Iterator[_Reading]:
    yield from dict.fromkeys((_Reading(typed_key(words)), _Reading(town_key(words))))
    parts = words.split()
    for count in (1, 2, 3):
        if count < len(parts) and (code := read_state(" ".join(parts[-count:]))):
            yield _Reading(town_key(" ".join(parts[:-count])), (code,))
    if len(parts) > 1 and (begun := _states_beginning(parts[-1])):
        yield _Reading(town_key(" ".join(parts[:-1])), begun)


def _states_beginning(letters: str) -> tuple[str, ...]:
    folded = letters.strip(" .").casefold()
    if not folded:
        return ()
    return tuple(
        code
        for name, code in state_names().items()
        if folded in (name.casefold()[: len(folded)], code.casefold()[: len(folded)])
    )
