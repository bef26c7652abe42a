"""Small integers as short ASCII text, five bits a character (Google's encoded polyline format)."""

from collections.abc import Iterable, Iterator

_FIRST = 63  # "?"; the characters run to "~", all printable
_MORE = 0x20


def encode(numbers: Iterable[int]) -> str:
    """Return the numbers as text; small ones take one character."""
    return "".join(_encode(number) for number in numbers)


def decode(text: str) -> Iterator[int]:
    """Yield the numbers that `encode` was given; raises ValueError where the text ends inside one."""
    number = shift = 0
    for character in text:
        chunk = ord(character) - _FIRST
        number |= (chunk & ~_MORE) << shift
        if chunk & _MORE:
            shift += 5
            continue
        yield ~(number >> 1) if number & 1 else number >> 1
        number = shift = 0
    if shift:
        raise ValueError(f"{text[-10:]!r} ends inside a number")


def _encode(number: int) -> str:
    rest = ~(number << 1) if number < 0 else number << 1
    characters = []
    while rest >= _MORE:
        characters.append(chr((_MORE | (rest & (_MORE - 1))) + _FIRST))
        rest >>= 5
    characters.append(chr(rest + _FIRST))
    return "".join(characters)
