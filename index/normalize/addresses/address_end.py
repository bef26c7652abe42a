"""Takes ZIP code, state and town off the right end of a one-line address, checking them against each other."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from index.normalize.addresses.place import Places
from index.normalize.addresses.street_line import DIRECTIONS, STREET_TYPES, spelled_out
from index.places.states import read_state, state_code, state_names
from index.places.town_name import town_key

LONGEST_TOWN = 5  # words
ALIKE = 0.85  # of 1; "Colorodo" is .88 of "Colorado"
_COUNTRY = re.compile(
    r"[\s,]+(?:U\.?S\.?A\.?|U\.?S\.?|United States(?: of America)?)\.?\s*(?=,?\s*\d{5}|$)", re.IGNORECASE
)
_PHONE = re.compile(
    r"[\s,;]+(?:(?:phone|tel|ph|fax)[.:]*\s*)?(?:\(\d{3}\)|\d{3})[-.\s]\s?\d{3}[-.]\d{4}(?:\s*(?:ext|x)\.?\s*\d+)?$",
    re.IGNORECASE,
)
_ZIP = re.compile(r"(?:^|[\s,.])(\d{5})(?:\s?[-\s\u2013\u2014]\s?\d{4}|\d{4}|-)?[\s.,]*$")
_SHORT_ZIP = re.compile(r"(?<=[\s,.](?:CT|MA|ME|NH|NJ|RI|VT))[\s,]+(\d{4})$", re.IGNORECASE)
_GLUED = re.compile(r"\b([A-Za-z]{2})(?=\d{5}(?:-?\d{4})?$)")
_ZIP_BEFORE = re.compile(r",\s*(\d{5})(?:-\d{4})?\s+([^\d,]+)$")
_ZIP_BEHIND = re.compile(r"[\s,]+(\d{5})(?:\s?-\s?\d{4})?$")
_NUMBERED = re.compile(
    r"(?:suite|ste|unit|apt|bldg|building|room|rm|box|lot|floor|fl|no|number|highway|hwy|route|rte|rt|road|cr|fm|sr|#)\.?$",
    re.IGNORECASE,
)  # words that a number after them belongs to
# "Ave,Salida,CO,81201"; not in a number such as 1,200
_COMMA = re.compile(r"\s*,(?!\d{3}(?!\d))\s*")
_SEPARATORS = re.compile(
    r"\s*[|\u2022\u00b7;](?!\s*\d+\S*\s+[A-Za-z])\s*|\s+[-\u2013\u2014]\s+(?=[A-Za-z]{2}|\d{5}(?:-\d{4})?$)"
)
_SLASH = re.compile(r"\s+/\s+(?=[A-Za-z]{2}|\d{5}(?:-\d{4})?$)")  # after a street number; else an intersection's
_UNIT_BEFORE = re.compile(r"^(#\s?[\w-]+)\s*[-\u2013\u2014,]\s*(?=\d)")
_BEHIND = re.compile(
    r"^(.*[\s,.]([A-Za-z]{2}|[A-Za-z]{4,})[\s,.]+\d{5}(?:-\d{4})?)[\s,;:(\[-]+(?=[A-Za-z#])([^()\[\]]+)[)\]]?$"
)
_BRACKETED = re.compile(r"[\s,;]*[(\[]([^()\[\]]*)[)\]]$")
_TWO_WHOLE = re.compile(
    r"^(.*?\d.*?[\s,.]([A-Za-z]{2}|[A-Za-z]{4,})[\s,.]+\d{5}(?:-\d{4})?)\s*(?:[,;|/&+\u2022]|\band\b|\bor\b|\s)\s*"
    r"(\d[\w-]*\s+[A-Za-z].*)$",
    re.IGNORECASE,
)
_SECOND_NUMBER = re.compile(r"(?:^|[\s,;])\d+\s+[A-Za-z]{2}")
_FLEET = re.compile(r"^(.*?)[\s,]*\b(APO|FPO|DPO)[\s,]+(AA|AE|AP)$", re.IGNORECASE)
_UNIT_START = re.compile(
    r"(?:suite|ste|unit|apt|bldg|building|floor|fl|room|rm|#|\d+(?:st|nd|rd|th)\s+fl)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class AddressEnd:
    """The parts at the right end of an address, and the `rest` before them."""

    rest: str
    city: str = ""
    state: str = ""
    zip: str = ""

    @property
    def is_fleet(self) -> bool:
        """Return whether it is a military post address (APO, FPO, DPO)."""
        return self.state in {"AA", "AE", "AP"}


def take_end(text: str, places: Places | None) -> AddressEnd:
    """Return the ZIP code, state and town of an address, and the rest; `places` finds a town without a comma.

    A repeated end ("…, Salida, CO 81201, Salida, CO") is removed completely.
    """
    text = _SEPARATORS.sub(", ", _COMMA.sub(", ", _UNIT_BEFORE.sub(r"\1, ", text)))
    text = first_whole(text)
    if text[:1].isdigit():
        text = _SLASH.sub(", ", text)
    end = _one_end(_without_note(_without_country(_PHONE.sub("", text))), places)
    while (once := _without_repeat(end, places)) != end:
        end = once
    return end


def _without_country(text: str) -> str:
    while (less := _COUNTRY.sub(" ", text)) != text:  # "United States, US"
        text = less
    return text.strip(" ,.")


def _without_note(text: str) -> str:
    """Return an address without a note after its ZIP code or state; a unit there moves to the front.

    "…, Salida, CO 81201 (by appointment)", "…, Salida, CO 81201, Suite 4". Text that ends with a ZIP code or a state is
    not a note but a repeated end.
    """
    bracketed = _BRACKETED.search(text)
    if bracketed and _ends(head := _without_country(text[: bracketed.start()])):
        return _with_unit(head, bracketed[1])
    match = _BEHIND.match(text)
    if not match or not (read_state(match[2]) or _ends(match[1])):
        return text
    return text if _ends(match[3]) or _SECOND_NUMBER.search(match[3]) else _with_unit(match[1], match[3])


def _with_unit(text: str, note: str) -> str:
    return f"{note.strip(' ,.;')}, {text}" if _UNIT_START.match(note.strip()) else text


def _ends(text: str) -> bool:
    """Return whether a text ends with a ZIP code or a state."""
    rest, code = _take_zip(text.strip(" ,.;"))
    return bool(code or read_state(rest) or _take_state(rest, has_code=False)[1])


def first_whole(text: str) -> str:
    """Return the first of two whole addresses ("820 Example Ave, Salida, CO 81201; 9 Sample St, Salida, CO 81201")."""
    match = _TWO_WHOLE.match(text)
    return match[1] if match and read_state(match[2]) and _ends(match[3]) else text


def _one_end(text: str, places: Places | None) -> AddressEnd:
    rest, code = _take_zip(text)
    if fleet := _FLEET.match(rest):
        return AddressEnd(fleet.group(1), fleet.group(2).upper(), fleet.group(3).upper(), code)
    rest, state = _take_state(rest, has_code=bool(code))
    if state and not code:
        rest, code = _zip_before(rest, state, places)
    if not (state or code):
        return AddressEnd(rest, "", state, code)
    end = _with_town(rest, state, code, places)
    if not code and end.city:  # "820 Example Ave 81201 Salida CO"
        rest, code = _zip_before(end.rest, state, places)
        end = AddressEnd(rest, end.city, state, code)
    return end


def _without_repeat(end: AddressEnd, places: Places | None) -> AddressEnd:
    """Return the end without a repetition, whole or partial, at the end of its rest."""
    if end.is_fleet or not (end.city or end.state or end.zip):
        return end
    again = _one_end(_without_country(end.rest), places)
    same_town = bool(again.city) and (not end.city or town_key(again.city) == town_key(end.city))
    contradicts = (
        (again.state and end.state and again.state != end.state)
        or (again.zip and end.zip and again.zip != end.zip)
        or (again.city and not same_town)
    )
    repeats = again.zip or again.state
    certain = again.rest and (
        (again.zip and again.zip == end.zip)
        or _is_boundary(end.rest, again.rest)
        or (same_town and _is_whole_street(again.rest))
    )
    if repeats and certain and not contradicts:
        return AddressEnd(again.rest, end.city or again.city, end.state or again.state, end.zip or again.zip)
    return AddressEnd(without_town(end.rest, end.city), end.city, end.state, end.zip)


def without_town(rest: str, city: str) -> str:
    """Return a street without a repeated town after it ("820 Example Ave Salida")."""
    words, size = rest.split(), len(city.split())
    if not city or len(words) <= size or town_key(" ".join(words[-size:])) != town_key(city):
        return rest
    head = " ".join(words[:-size])
    return head.rstrip(" ,") if head.endswith(",") or _is_whole_street(head) else rest


def _is_boundary(text: str, head: str) -> bool:
    """Return whether a comma follows the head of a text."""
    return text[len(head) :].lstrip().startswith(",")


def _is_whole_street(text: str) -> bool:
    """Return whether a street is complete: a number, a name, and then a type, a direction or a unit."""
    parts = text.replace(",", " ").split()
    if len(parts) < 3 or not any(mark.isdigit() for mark in text):  # noqa: PLR2004  (number, name, type)
        return False
    last = spelled_out(parts[-1].strip(".").casefold())
    unit = any(_UNIT_START.match(word) for word in parts[-2:])
    return last in STREET_TYPES or last in DIRECTIONS or unit or any(mark.isdigit() for mark in parts[-1])


def _take_zip(text: str) -> tuple[str, str]:
    text = _GLUED.sub(lambda match: f"{match.group()} " if read_state(match.group()) else match.group(), text)
    if match := _ZIP.search(text):
        return text[: match.start()].rstrip(" ,."), match.group(1)
    if match := _SHORT_ZIP.search(text):  # a spreadsheet took the leading zero away
        return text[: match.start()], f"0{match.group(1)}"
    return text, ""


def _zip_before(text: str, state: str, places: Places | None) -> tuple[str, str]:
    """Take off a ZIP code that precedes the state or the town: "81201 Salida, CO", "Salida 81201 CO"."""
    if match := _ZIP_BEFORE.search(text):
        return f"{text[: match.start()]}, {match.group(2)}".lstrip(" ,"), match.group(1)
    # with a comma: "100 Example St, Suite 20100, CO" has a unit and no ZIP code
    street, _, last = text.rpartition(",")
    if re.fullmatch(r"\s*\d{5}", last) and "," in street:
        return street, last.strip()
    match = _ZIP_BEHIND.search(text)
    if not match or _NUMBERED.search(text[: match.start()]) or not re.search(r"[^\W\d_]{2}", text[: match.start()]):
        return text, ""
    place = places.zip(match.group(1)) if places else None
    if places and not (place and place.state == state):
        return text, ""
    return text[: match.start()].rstrip(" ,"), match.group(1)


def _take_state(text: str, *, has_code: bool) -> tuple[str, str]:
    """Take the longest known state off the right end ("West Virginia" rather than "Virginia")."""
    words = text.split()
    for size in (1,) if words[-1:] and read_state(words[-1]) == "DC" else (3, 2, 1):
        tail = " ".join(words[-size:])
        state = read_state(tail) if len(words) >= size and "," not in tail else ""
        before = words[:-size]
        if state and _can_be_state(before, words[-size:]):
            return " ".join(before).rstrip(" ,."), state
    return _state_of_pieces([piece.strip() for piece in text.split(",")], text) if has_code else (text, "")


def _state_of_pieces(pieces: Sequence[str], text: str) -> tuple[str, str]:
    """Take off a state that precedes its town ("CO, Salida"), or a misspelled one after it ("Salida, Colorodo")."""
    if len(pieces) < 2 or any(letter.isdigit() for letter in pieces[-1]):  # noqa: PLR2004
        return text, ""
    if state := state_code(pieces[-2]):
        return ", ".join([*pieces[:-2], pieces[-1]]), state
    meant = _misspelled(pieces[-1]) if not any(letter.isdigit() for letter in pieces[-2]) else ""
    return (", ".join(pieces[:-1]), meant) if meant else (text, "")


def _misspelled(text: str) -> str:
    """Return the state with the most similar name, at most one letter longer or shorter; "" where none is near."""
    word = text.casefold()
    alike = {
        code: SequenceMatcher(None, word, name.casefold()).ratio()
        for name, code in state_names().items()
        if abs(len(name) - len(word)) <= 1 and name[0].casefold() == word[:1]
    }
    best = max(alike, key=lambda code: alike[code], default="")
    return best if best and alike[best] >= ALIKE else ""


def _can_be_state(before: Sequence[str], state: Sequence[str]) -> bool:
    """Return whether a state's words can be a state here: "Virginia" with nothing before it is a town or a name."""
    spelled = len(" ".join(state).replace(".", "")) > 2  # noqa: PLR2004  (two letters are a postal code)
    return bool(before) or not spelled


def _with_town(text: str, state: str, code: str, places: Places | None) -> AddressEnd:
    """Take off the town: a known one at the right end, else the text after the last comma."""
    street, comma, last = text.rpartition(",")
    last = last.strip()
    known = next(_known_towns(last, state, code, places), "") if places else ""
    head = last[: len(last) - len(known)].strip()
    if known and (not comma or len(head) <= 2 or _reads_as_street(head)):  # noqa: PLR2004  ("NW Atlanta")
        return AddressEnd(text[: len(text.rstrip()) - len(known)].strip(" ,"), known, state, code)
    if not last or any(letter.isdigit() for letter in last) or _UNIT_START.match(last):
        return AddressEnd(text, "", state, code)
    alone = not comma and not any(letter.isdigit() for letter in text)
    return AddressEnd(street.strip(" ,"), last, state, code) if comma or alone else AddressEnd(text, "", state, code)


def _reads_as_street(text: str) -> bool:
    return any(letter.isdigit() for letter in text) or bool(_UNIT_START.match(text))


def _known_towns(text: str, state: str, code: str, places: Places) -> Iterator[str]:
    """Yield the known towns that a text ends with, longest first."""
    by_zip = places.zip(code) if code else None
    state = state or (by_zip.state if by_zip else "")
    words = text.split()
    for size in range(min(LONGEST_TOWN, len(words)), 0, -1):
        name = " ".join(words[-size:])
        if any(letter.isdigit() for letter in name):
            continue
        if places.town(name, state) or (by_zip and is_meant(name, by_zip.city)):
            yield name


def is_meant(written: str, name: str) -> bool:
    """Return whether a ZIP code's town is abbreviated ("Flowery Br" for "Flowery Branch") or misspelled."""
    words, full = town_key(written).split(), town_key(name).split()
    if len(words) != len(full):
        return False
    short = words[0] == full[0] and all(map(_shortens, words, full))
    return short or SequenceMatcher(None, " ".join(words), " ".join(full)).ratio() >= ALIKE


def _shortens(short: str, word: str) -> bool:
    letters = iter(word)
    return short[0] == word[0] and all(letter in letters for letter in short)
