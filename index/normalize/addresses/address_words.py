"""Which words of an address found no place when it was read: they are counted, so that none is lost unseen."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict
from itertools import pairwise

from index.normalize.addresses.address import ParsedAddress
from index.normalize.addresses.state import read_state
from index.normalize.match_keys import words
from index.normalize.text import tidy
from index.places.states import state_name
from index.records import RawLocation

_PIECES = re.compile(r"[a-z]+|\d+")
_COUNTRY = frozenset({"us", "usa", "united", "states", "of", "america"})
_UNITS = frozenset({"suite", "suites", "ste", "unit", "units", "apt"})  # a unit that is written twice stands once
_BOX = frozenset({"p", "o", "po", "pobox", "box", "pob", "drawer", "post", "office", "lock", "no", "number", "ste"})


def words_left_out(lines: Iterable[str], raw: RawLocation, address: ParsedAddress) -> list[str]:
    """Return the words of a source's address lines that stand in no part of the address that was read of them."""
    parts = [*asdict(address).values(), raw.city, raw.state, raw.zip, state_name(address.state)]
    in_parts = [words(part) for part in parts]
    kept = {word for part in in_parts for word in part} | _COUNTRY | (_BOX if address.po_box else frozenset())
    kept |= _UNITS if address.unit else frozenset()
    kept |= {"".join(pair) for part in in_parts for pair in pairwise(part)}  # "McAllen" of "Mc Allen"

    def is_kept(word: str) -> bool:
        if word in kept or read_state(word) == address.state != "":
            return True
        four_more = word.isdigit() and address.zip != "" and (word.startswith(address.zip) or len(word) == 4)  # noqa: PLR2004
        pieces = _PIECES.findall(word)  # "Suite200", "CO81201"
        return four_more or (len(pieces) > 1 and all(map(is_kept, pieces)))

    return [word for line in lines for word in _unkept(words(tidy(line)), is_kept, kept)]


def _unkept(line: Sequence[str], is_kept: Callable[[str], bool], kept: set[str] | frozenset[str]) -> Iterator[str]:
    """Yield the words of a line that are not kept, by themselves or with a neighbor ("C-4" where the unit is "C4")."""
    joined = {place for place, pair in enumerate(pairwise(line)) if "".join(pair) in kept}
    for place, word in enumerate(line):
        if not (is_kept(word) or place in joined or place - 1 in joined):
            yield word
