"""Words of an address that were not used when it was parsed; they are counted, so that none is lost unnoticed."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict
from itertools import pairwise

from index.normalize.addresses.address import ParsedAddress
from index.normalize.match_keys import words
from index.normalize.text import tidy
from index.places.states import read_state, state_name
from index.records import RawLocation

_PIECES = re.compile(r"[a-z]+|\d+")
_COUNTRY = frozenset({"us", "usa", "united", "states", "of", "america"})
_UNITS = frozenset({"suite", "suites", "ste", "unit", "units", "apt"})  # a repeated unit is stored once
_BOX = frozenset({"p", "o", "po", "pobox", "box", "pob", "drawer", "post", "office", "lock", "no", "number", "ste"})


def words_left_out(lines: Iterable[str], raw: RawLocation, address: ParsedAddress) -> list[str]:
    """Return the words of a source's address lines that are in no part of the parsed address."""
    parts = [*asdict(address).values(), raw.city, raw.state, raw.zip, state_name(address.state)]
    in_parts = [words(part) for part in parts]
    used = {word for part in in_parts for word in part} | _COUNTRY | (_BOX if address.po_box else frozenset())
    used |= _UNITS if address.unit else frozenset()
    used |= {"".join(pair) for part in in_parts for pair in pairwise(part)}  # "McAllen" of "Mc Allen"

    def is_used(word: str) -> bool:
        if word in used or read_state(word) == address.state != "":
            return True
        four_more = word.isdigit() and address.zip != "" and (word.startswith(address.zip) or len(word) == 4)  # noqa: PLR2004
        pieces = _PIECES.findall(word)  # "Suite200", "CO81201"
        return four_more or (len(pieces) > 1 and all(map(is_used, pieces)))

    return [word for line in lines for word in _unused(words(tidy(line)), is_used, used)]


def _unused(line: Sequence[str], is_used: Callable[[str], bool], used: set[str] | frozenset[str]) -> Iterator[str]:
    """Yield the words of a line that are not used, alone or joined with a neighbor ("C-4" where the unit is "C4")."""
    joined = {place for place, pair in enumerate(pairwise(line)) if "".join(pair) in used}
    for place, word in enumerate(line):
        if not (is_used(word) or place in joined or place - 1 in joined):
            yield word
