"""Reads a visitor's words for a place: a ZIP code, "City, ST", a city alone, or a point."""

from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from index.places.place import SHOWN_AT_MOST, Place
from index.places.town_name import town_key

if TYPE_CHECKING:  # the gazetteer imports this module
    from index.places.gazetteer import Gazetteer
import re
from collections.abc import Iterator

from index.places.distance import miles_between
from index.places.gazetteer import Gazetteer, is_clearly_larger
from index.places.place import PlaceAmbiguous, PlaceNotFound
from index.places.states import state_code

ALIKE = 75  # rapidfuzz's ratio, of 100: one or two typing errors in a word of seven letters
ALIKE_IN_STATE = 65  # lower within a named state, which is evidence by itself
LOOKED_AT = 60


def similar_towns(gazetteer: "Gazetteer", city: str, state: str = "") -> tuple[Place, ...]:
    """Return up to five towns with a name like `city`, the most similar first; those of `state` precede all others."""
    key = town_key(city)
    if not key:
        return ()
    rows = _alike(gazetteer, key, state) if state else []
    rows += _alike(gazetteer, key)
    return tuple(gazetteer.town_place(row) for row in dict.fromkeys(rows))[:SHOWN_AT_MOST]


def _alike(gazetteer: "Gazetteer", key: str, state: str = "") -> list[int]:
    names = dict(gazetteer.names_by_row(state))
    cutoff = ALIKE_IN_STATE if state else ALIKE
    found = process.extract(key, names, scorer=fuzz.ratio, score_cutoff=cutoff, limit=LOOKED_AT)
    people = gazetteer.table.town_population
    return [row for _, _, row in sorted(found, key=lambda match: (-match[1], -int(people[match[2]])))]


ADVICE = "Write a ZIP code, such as 81201, or a town and its state, such as Salida, CO."
LONGEST = 100  # characters; the longest town and state in the table have 45

DISAGREE = 60.0  # miles between a ZIP code and the town written with it; from here on we ask which one is meant

_POINT = re.compile(r"(-?\d{1,3}(?:\.\d+)?)(?:\s*,\s*|\s+)(-?\d{1,3}(?:\.\d+)?)")
_ZIP = r"(?P<zip>\d{5})(?:\s?[-\u2010-\u2015\u2212]?\s?\d{4})?"
_ENDS_IN_ZIP = re.compile(rf"(?:(?P<town>.*\D)[\s,]+)?{_ZIP}")
_BEGINS_WITH_ZIP = re.compile(rf"{_ZIP}[\s,]+(?P<town>\D+)")
_MILITARY = re.compile(r"09|340|96[2-6]")  # AE, AA and AP: military post offices, anywhere in the world
_COUNTRY = re.compile(r"[\s,]+(?:usa|u\.s\.a\.?|united states)$", re.IGNORECASE)


def find_place(gazetteer: Gazetteer, text: str) -> Place:
    """Return the place that a visitor's words mean.

    Raises PlaceNotFound, with suggestions, and PlaceAmbiguous, with all candidates; visitors may read their messages.
    """
    words = _COUNTRY.sub("", " ".join(text.split())[:LONGEST]).strip(" ,")
    if not words:
        raise PlaceNotFound(text, ADVICE)
    if match := _POINT.fullmatch(words):
        return _point(gazetteer, text, float(match[1]), float(match[2]))
    if match := _ENDS_IN_ZIP.fullmatch(words) or _BEGINS_WITH_ZIP.fullmatch(words):
        return _zip(gazetteer, match["zip"], match["town"] or "")
    return _town(gazetteer, words)


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
        return _zip_and_town(gazetteer, place, town)
    if place is None:
        known = gazetteer.zip_row(code) is not None
        why = "We do not know where this ZIP code is." if known else "There is no such ZIP code in our table."
        if _MILITARY.match(code):
            why = "That is a ZIP code of the military post, which is no place."
        raise PlaceNotFound(code, f"{why} Write a town and its state, such as Salida, CO.")
    return place


def _zip_and_town(gazetteer: Gazetteer, by_zip: Place | None, town: str) -> Place:
    words = town.strip(" ,")
    if by_zip is None:
        return _town(gazetteer, words)
    if state_code(words) == by_zip.state:
        return by_zip
    namesakes = [place for city, state in _readings(words) for place in gazetteer.towns(city, state)]
    here = by_zip.latitude, by_zip.longitude
    far = [place for place in namesakes if miles_between(*here, place.latitude, place.longitude) > DISAGREE]
    if namesakes and len(far) == len(namesakes):
        raise PlaceAmbiguous(f"{words} {by_zip.zip}", [by_zip, *namesakes])
    if not namesakes or town_key(by_zip.city) in {town_key(place.city) for place in namesakes}:
        return by_zip
    return min(namesakes, key=lambda place: miles_between(*here, place.latitude, place.longitude))


def _town(gazetteer: Gazetteer, words: str) -> Place:
    for city, state in _readings(words):
        found = gazetteer.towns(city, state)
        if len(found) == 1:
            return found[0]
        if found:
            return _largest(gazetteer, words, city, state)
    if state_code(words):
        raise PlaceNotFound(words, "That is a state. Add a town, such as Salida, CO, or write a ZIP code.")
    city, _, _ = words.partition(",")
    city, state = next(_readings(words), (city, ""))
    raise PlaceNotFound(words, ADVICE, similar_towns(gazetteer, city, state))


def _readings(words: str) -> Iterator[tuple[str, str]]:
    """Yield the possible (city, state) readings of the words, the likeliest first; "" is any state.

    In "123 F Street, Salida, CO" the part before the state is the town; streets are not looked up.

    The part after a comma has to be a state: "Paris, France" is not Paris, TX.
    """
    city, comma, rest = words.rpartition(",")
    if comma:
        if state := state_code(rest):
            yield city, state
            yield from ((part, state) for part in reversed(city.split(",")) if part.strip() and part != city)
        return
    parts = words.split()
    for count in (1, 2, 3):
        if count < len(parts) and (state := state_code(" ".join(parts[-count:]))):
            yield " ".join(parts[:-count]), state
    yield words, ""


def _largest(gazetteer: Gazetteer, words: str, city: str, state: str) -> Place:
    """Return the first of several towns of a name if it is clearly the largest; else raise PlaceAmbiguous."""
    first, second = gazetteer.town_rows(city, state)[:2]
    people, next_people = (int(gazetteer.table.town_population[row]) for row in (first, second))
    is_state_too = not state and bool(state_code(city))  # "Washington"
    if is_clearly_larger(people, next_people) and not is_state_too:
        return gazetteer.town_place(first)
    raise PlaceAmbiguous(words, gazetteer.towns(city, state))
