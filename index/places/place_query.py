"""Reads a visitor's words for a place: a ZIP code, a town, a county, a state, a nickname, an address or a point."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.places.counties import counties_named
from index.places.county_middle import county_place, people_of_counties
from index.places.distance import miles_between
from index.places.gazetteer import Gazetteer, is_clearly_larger
from index.places.namesakes import labeled_town, towns_named
from index.places.nicknames import places_called
from index.places.place import SHOWN_AT_MOST, Place, PlaceAmbiguous, PlaceIsState, PlaceNotFound
from index.places.similar_places import similar_codes, similar_towns
from index.places.states import read_state, state_code
from index.places.street import is_street, is_suffix, is_where_i_am
from index.places.suggestions import PlaceKind, PlaceSuggestion, place_suggestions
from index.places.town_name import town_key
from index.records import Precision

ADVICE = "Write a ZIP code, such as 81201, or a town and its state, such as Salida, CO."
WHERE_ADVICE = "We do not know where you are. Write your town and its state, such as Salida, CO, or your ZIP code."
STREET_ADVICE = "That looks like a street. Add its town and state, such as 123 F Street, Salida, CO, or its ZIP code."
STATE_ADVICE = "That is a state. Add a town, such as Salida, CO, or write a ZIP code."
LONGEST = 100  # characters; the longest town and state in the table have 45

DISAGREE = 60.0  # miles between a ZIP code and the town written with it; from here on we ask which one is meant
_AROUND_TOWN = 15.0  # miles; a county whose middle lies so near to the town of its name is no other place
_MOST_COUNTIES = 8  # "Washington" is 31 counties; whoever means one of so many writes "Washington County"
_COUNTY_WEIGHT = 10  # a name without "County" means the town, unless a county has ten times its people

_POINT = re.compile(r"(-?\d{1,3}(?:\.\d+)?)(?:\s*,\s*|\s+)(-?\d{1,3}(?:\.\d+)?)")
_ZIP = r"(?P<zip>\d{5})(?:\s?[-\u2010-\u2015\u2212]?\s?\d{4})?"
_ENDS_IN_ZIP = re.compile(rf"(?:(?P<town>.*\D)[\s,]+)?{_ZIP}")
_BEGINS_WITH_ZIP = re.compile(rf"{_ZIP}[\s,]+(?P<town>\D+)")
_MILITARY = re.compile(r"09|340|96[2-6]")  # AE, AA and AP: military post offices, anywhere in the world
_WHOLE_STATE = re.compile(r"(?:all of|state of|estado de|todo)\s+(?P<of>.+)|(?P<name>.+?)\s+\(?state\)?", re.IGNORECASE)
_COUNTRY = re.compile(r"[\s,]+(?:usa|u\.s\.a\.?|united states)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Reading:
    """Words as the name of a town or county, its state ("" for any), and what was written before the name."""

    city: str
    state: str = ""
    left_out: str = ""


def find_place(gazetteer: Gazetteer, text: str) -> Place:
    """Return the place that a visitor's words mean.

    Raises PlaceNotFound, with suggestions, PlaceIsState, and PlaceAmbiguous, with all candidates; visitors may read
    their messages.
    """
    words = _COUNTRY.sub("", " ".join(text.split())[:LONGEST]).strip(" ,")
    if not words:
        raise PlaceNotFound(text, ADVICE)
    if is_where_i_am(words):
        raise PlaceNotFound(words, WHERE_ADVICE)
    if match := _POINT.fullmatch(words):
        return _point(gazetteer, text, float(match[1]), float(match[2]))
    if match := _ENDS_IN_ZIP.fullmatch(words) or _BEGINS_WITH_ZIP.fullmatch(words):
        return _zip(gazetteer, match["zip"], (match["town"] or "").strip(" ,"))
    return _named(gazetteer, words)


def places_of_name(gazetteer: Gazetteer, text: str) -> tuple[Place, ...]:
    """Return every town and county that a name means, with its state or without; () for a nickname and for no name."""
    for reading in _readings(" ".join(text.split())[:LONGEST].strip(" ,")):
        if found := _candidates(gazetteer, reading):
            return tuple(place for place, _people in found)
    return ()


def _point(gazetteer: Gazetteer, text: str, latitude: float, longitude: float) -> Place:
    place = None
    if abs(latitude) <= 90 and abs(longitude) <= 180:  # noqa: PLR2004  (degrees)
        place = gazetteer.at(latitude, longitude)
    if place is None:
        advice = "That point is not in the United States. Write latitude, then longitude, such as 38.53, -105.99."
        raise PlaceNotFound(text, advice)
    return place


def _zip(gazetteer: Gazetteer, code: str, town: str) -> Place:
    place = gazetteer.zip(code)
    if town:
        return _zip_and_town(gazetteer, code, place, town)
    if place is None:
        known = gazetteer.zip_row(code) is not None
        why = "We do not know where this ZIP code is." if known else "There is no such ZIP code in our table."
        if _MILITARY.match(code):
            why = "That is a ZIP code of the military post, which is no place."
        raise PlaceNotFound(
            code, f"{why} Write a town and its state, such as Salida, CO.", similar_codes(gazetteer, code)
        )
    return place


def _zip_and_town(gazetteer: Gazetteer, code: str, by_zip: Place | None, words: str) -> Place:
    if by_zip is None:
        return _zip(gazetteer, code, "") if is_street(words) else _named(gazetteer, words)
    if state_code(words) == by_zip.state:
        return by_zip
    here = by_zip.latitude, by_zip.longitude
    readings = [(reading, _candidates(gazetteer, reading)) for reading in _readings(words)]
    namesakes = [place for _reading, found in readings for place, _people in found]
    far = [place for place in namesakes if miles_between(*here, place.latitude, place.longitude) > DISAGREE]
    if not namesakes and is_street(words):
        return replace(by_zip, left_out=words)
    if namesakes and len(far) == len(namesakes):
        raise PlaceAmbiguous(f"{words} {by_zip.zip}", [by_zip, *namesakes])
    left_out = next((reading.left_out for reading, found in readings if found), "")
    if not namesakes or left_out or town_key(by_zip.city) in {town_key(place.city) for place in namesakes}:
        return replace(by_zip, left_out=left_out)
    return min(namesakes, key=lambda place: miles_between(*here, place.latitude, place.longitude))


def _named(gazetteer: Gazetteer, words: str) -> Place:
    if called := places_called(words):
        return _called(gazetteer, words, called)
    if (match := _WHOLE_STATE.fullmatch(words)) and (code := state_code(match["of"] or match["name"])):
        raise PlaceIsState(words, code, STATE_ADVICE)
    if code := read_state(words):
        towns = (
            [] if len(words) == len(code) else [labeled_town(gazetteer, row) for row in towns_named(gazetteer, words)]
        )
        raise PlaceAmbiguous(words, towns, code) if towns else PlaceIsState(words, code, STATE_ADVICE)
    for reading in _readings(words):
        if (
            place := _of_nickname(gazetteer, reading)
            or _in_county(gazetteer, reading)
            or _read(gazetteer, words, reading)
        ):
            return place
    before, _comma, last = words.rpartition(",")
    if towns := _in_any_county(gazetteer, before, last):
        if len(towns) == 1:
            return towns[0]
        raise PlaceAmbiguous(words, towns)
    if before and is_street(before.partition(",")[0]) and (code := read_state(last)):
        raise PlaceIsState(last.strip(), code, STATE_ADVICE)
    raise _not_found(gazetteer, words)


def _called(gazetteer: Gazetteer, words: str, called: Sequence[str]) -> Place:
    states = [state_code(name) for name in called if _is_state(name)]
    places = _written(gazetteer, called)
    if len(places) == 1 and not states:
        return replace(places[0], namesakes=words if len(state_code(words)) < len(words) and state_code(words) else "")
    raise PlaceAmbiguous(words, places, *states)


def _written(gazetteer: Gazetteer, called: Sequence[str]) -> list[Place]:
    """Return the towns and counties of a nickname, which are written in full, without its states."""
    found = (_read(gazetteer, name, next(_readings(name))) for name in called if not _is_state(name))
    return [place for place in found if place]


def _is_state(name: str) -> bool:
    return "," not in name and bool(state_code(name))


def _of_nickname(gazetteer: Gazetteer, reading: _Reading) -> Place | None:
    """Return the place of a nickname that was written with its state ("LA, CA"), or after a street."""
    if not reading.state and not reading.left_out:
        return None
    called = _written(gazetteer, places_called(reading.city))
    places = [place for place in called if reading.state in {"", place.state}]
    return replace(places[0], left_out=reading.left_out, namesakes="") if len(places) == 1 else None


def _in_county(gazetteer: Gazetteer, reading: _Reading) -> Place | None:
    """Return the town that was written with its county: "Springfield, Delaware County, PA"."""
    *before, city = (part.strip() for part in reading.left_out.split(","))
    if not city or not reading.state:
        return None
    counties = {county.name for county in counties_named(gazetteer, reading.city, reading.state)}
    rows = [row for row in towns_named(gazetteer, city, reading.state) if gazetteer.town_county(row) in counties]
    return replace(labeled_town(gazetteer, rows[0]), left_out=", ".join(before)) if rows else None


def _in_any_county(gazetteer: Gazetteer, city: str, county: str) -> list[Place]:
    """Return the towns that were written with their county and no state: "Springfield, Delaware County"."""
    counties = {(one.state, one.name) for one in counties_named(gazetteer, county)}
    rows = towns_named(gazetteer, city)
    table = gazetteer.table
    return [
        labeled_town(gazetteer, row)
        for row in rows
        if (table.town_state[row].decode(), gazetteer.town_county(row)) in counties
    ]


def _read(gazetteer: Gazetteer, words: str, reading: _Reading) -> Place | None:
    """Return the place of a reading, None where nothing has the name; raises PlaceAmbiguous."""
    found = _candidates(gazetteer, reading)
    if not found:
        return None
    largest = sorted(found, key=lambda candidate: -candidate[1])[:2]
    place, people = largest[0]
    if len(largest) > 1 and not is_clearly_larger(people, largest[1][1]):
        raise PlaceAmbiguous(words, [place for place, _people in found])
    others = ", ".join(filter(None, (reading.city, reading.state))) if len(found) > 1 else ""
    return replace(place, left_out=reading.left_out, namesakes=others)


def _candidates(gazetteer: Gazetteer, reading: _Reading) -> list[tuple[Place, int]]:
    """Return the towns of a name, most people first, and the counties of that name elsewhere, each with its weight."""
    people = gazetteer.table.town_population
    rows = towns_named(gazetteer, reading.city, reading.state)
    towns = [(labeled_town(gazetteer, row), int(people[row])) for row in rows]
    if towns and reading.state:
        return towns
    named = counties_named(gazetteer, reading.city, reading.state, bare=not reading.left_out)
    found = [(place, county) for county in named if (place := county_place(gazetteer, county))]
    counties = [
        (place, people_of_counties(gazetteer)[county] // (_COUNTY_WEIGHT if towns else 1))
        for place, county in found
        if not any(_is_around(place, town) for town, _people in towns)
    ]
    if towns and len(counties) > _MOST_COUNTIES:
        return towns
    return towns + sorted(counties, key=lambda county: -county[1])


def _is_around(place: Place, town: Place) -> bool:
    return miles_between(place.latitude, place.longitude, town.latitude, town.longitude) <= _AROUND_TOWN


def _not_found(gazetteer: Gazetteer, words: str) -> PlaceNotFound:
    if words.isdigit():
        return PlaceNotFound(words, ADVICE, similar_codes(gazetteer, words))
    if is_street(words):
        return PlaceNotFound(words, STREET_ADVICE)
    city, state = next(((one.city, one.state) for one in _readings(words)), (words.partition(",")[0], ""))
    places = [
        _suggested(one) for one in place_suggestions(words, SHOWN_AT_MOST, gazetteer) if one.kind != PlaceKind.STATE
    ]
    return PlaceNotFound(words, ADVICE, places or similar_towns(gazetteer, city, state))  # the latter: several slips


def _suggested(one: PlaceSuggestion) -> Place:
    return Place(
        label=one.label,
        latitude=one.latitude,
        longitude=one.longitude,
        precision=Precision.PLACE,
        state=one.state,
        city=one.city,
        county=one.county,
        is_county=one.kind is PlaceKind.COUNTY,
    )


def _readings(words: str) -> Iterator[_Reading]:
    """Yield the readings of the words as a town or county, the likeliest first.

    In "123 F Street, Salida, CO" the part before the state is the town; what precedes it is left out. The part after a
    comma has to be a state, unless a street precedes it: "Paris, France" is not Paris, TX.
    """
    *names, last = (part.strip() for part in words.split(","))
    if not names:
        yield from _readings_without_comma(words)
        return
    if state := read_state(last):
        if len(names) > 1:  # "Olinda, CDP, HI" has a comma in its name
            yield _Reading(", ".join(names), state)
        for at in range(len(names) - 1, -1, -1):
            yield _Reading(names[at], state, ", ".join(names[:at]))
        yield from (replace(one, state=state) for one in _after_a_number(names[-1]))
    if is_street(names[0]):  # of "5th Avenue, New York" the last part is a town, although it is a state, too
        for reading in _readings_without_comma(last):
            yield replace(reading, left_out=", ".join(names))


def _readings_without_comma(words: str) -> Iterator[_Reading]:
    parts = words.split()
    ends = [(" ".join(parts[:-count]), " ".join(parts[-count:])) for count in (1, 2, 3) if count < len(parts)]
    yield from (_Reading(city, code) for city, end in ends if (code := state_code(end)))
    yield _Reading(words)
    # "Salida Colo": such short forms are also words of names, so the whole name precedes them
    yield from (_Reading(city, code) for city, end in ends if not state_code(end) and (code := read_state(end)))
    for city, end in ends:
        if code := read_state(end):
            yield from (replace(one, state=code) for one in _after_a_number(city))
    yield from _after_a_number(words)


def _after_a_number(words: str) -> Iterator[_Reading]:
    """Yield the last words of an address as a town: "123 F Street Salida"."""
    parts = words.split()
    if parts and parts[0][0].isdigit() and is_street(words):
        for count in (3, 2, 1):
            if count + 1 < len(parts) and not is_suffix(parts[-1]):
                yield _Reading(" ".join(parts[-count:]), "", " ".join(parts[:-count]))
