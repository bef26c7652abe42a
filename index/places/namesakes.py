"""The towns of a name, with labels that distinguish those of one state by their county."""

from collections import Counter
from dataclasses import replace

from index.places.distance import miles_between
from index.places.gazetteer import Gazetteer, is_clearly_larger
from index.places.place import Place
from index.places.states import state_name
from index.places.town_name import town_key

_ONE_TOWN = 25.0  # miles; a short form and its town farther apart are two places


def towns_named(gazetteer: Gazetteer, city: str, state: str = "") -> list[int]:
    """Return the rows of the towns of a name, most people first; of a name that the post cuts short, the full one's."""
    return list(dict.fromkeys(written_out(gazetteer, row) for row in gazetteer.town_rows(city, state)))


def labeled_town(gazetteer: Gazetteer, row: int) -> Place:
    """Return the town of a row with a label that finds it again: "Salida, CO".

    Of several in one state only a clearly larger one has a label without its county ("Springfield, Delaware County,
    PA"), or without its ZIP code where the county is not known or has two of them.
    """
    town = replace(gazetteer.town_place(row), county=gazetteer.town_county(row))
    namesakes = towns_named(gazetteer, town.city, town.state)
    row = next((one for one in namesakes if _same_point(gazetteer, one, row)), row)  # a town has a row for each name
    if namesakes == [row]:
        return town
    people = gazetteer.table.town_population
    if row == namesakes[0] and is_clearly_larger(int(people[row]), int(people[namesakes[1]])):
        return town
    counties = Counter(gazetteer.town_county(other) for other in namesakes)
    if town.county and counties[town.county] == 1:
        return replace(town, label=f"{town.city}, {town.county}, {town.state}")
    return replace(town, label=gazetteer.town_place(row, with_zip=True).label)


def labeled_state(gazetteer: Gazetteer, code: str) -> str:
    """Return what to write for a whole state: "Colorado", or "All of Louisiana" where a town has the state's name."""
    name = state_name(code)
    return f"All of {name}" if towns_named(gazetteer, name) else name


def _same_point(gazetteer: Gazetteer, row: int, other: int) -> bool:
    table = gazetteer.table
    latitude, longitude = table.town_latitude, table.town_longitude
    return bool(latitude[row] == latitude[other] and longitude[row] == longitude[other])


def written_out(gazetteer: Gazetteer, row: int) -> int:
    """Return the row of the town that the post cuts short in this row ("Colo Spgs"), or the row itself.

    A short form is known from ZIP codes only, and its letters are some of its ZIP code's city's, in their order.
    """
    table = gazetteer.table
    code = gazetteer.zip_row(f"{int(table.town_zip[row]):05d}")
    if int(table.town_population[row]) or code is None:
        return row
    name, state = table.town_name[row].decode(), table.town_state[row].decode()
    city = table.zip_city[code].decode()
    if not _is_short_form(name, city):
        return row
    here = float(table.town_latitude[row]), float(table.town_longitude[row])
    for full in gazetteer.town_rows(city, state):
        there = float(table.town_latitude[full]), float(table.town_longitude[full])
        if full != row and miles_between(*here, *there) < _ONE_TOWN:
            return full
    return row


def _is_short_form(name: str, city: str) -> bool:
    short, long = name.casefold().split(), city.casefold().split()
    if len(short) != len(long) or short == long or town_key(name) == town_key(city):
        return False
    return all(a[0] == b[0] and len(a) <= len(b) and _in_order(a, b) for a, b in zip(short, long, strict=True))


def _in_order(letters: str, word: str) -> bool:
    rest = iter(word)
    return all(letter in rest for letter in letters)
