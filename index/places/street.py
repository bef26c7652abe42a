"""Streets in what a visitor writes for a place. They are recognized in order to be left out: none is looked up."""

import re

# the suffixes of streets that people write, by USPS Publication 28 (appendix C1)
_SUFFIX = (
    r"(?:st|str|street|ave?|avenue|rd|road|blvd|boulevard|dr|drive|ln|lane|ct|court|cir|circle|pl|place|way|pkwy|parkway"
    r"|hwy|highway|ter|terrace|trl|trail|sq|square|plaza|loop|pike|broadway)"
)
_NUMBERED = re.compile(r"(?:\d+(?:[a-z]|st|nd|rd|th)?(?:-\d+)?|p\.? ?o\.? box \d+)\s+\S", re.IGNORECASE)
_NAMED = re.compile(rf".+\s{_SUFFIX}\.?(?:\s+[nsew]{{1,2}}\.?)?(?:\s+(?:apt|unit|ste|suite|#)\s*\S+)?", re.IGNORECASE)
_SUFFIX_ALONE = re.compile(rf"{_SUFFIX}\.?", re.IGNORECASE)
_UNIT = re.compile(r"(?:apt|apartment|unit|ste|suite|rm|room|fl|floor|#)\.?\s*\S+", re.IGNORECASE)
_NO_PLACE = re.compile(
    r"(?:(?:close|near|next)(?: to)?|around|by)\s+(?:me(?: now)?|here|my (?:home|house|place|location))|nearby|here"
    r"|home|(?:my|current|this)\s+(?:current\s+)?(?:location|place|position)|where i am|near you"
    r"|cerca(?: de (?:m[ií]|aqu[ií]|mi casa))?|aqu[ií]|mi ubicaci[oó]n(?: actual)?|ubicaci[oó]n actual",
    re.IGNORECASE,
)


def is_street(words: str) -> bool:
    """Return whether words without a comma look like a street or a unit: "123 F Street", "Main St", "Apt 5"."""
    return any(pattern.fullmatch(words) for pattern in (_NAMED, _UNIT)) or bool(_NUMBERED.match(words))


def is_suffix(words: str) -> bool:
    """Return whether the words are the suffix of a street alone, such as "Street"; a town of Maryland is called so."""
    return bool(_SUFFIX_ALONE.fullmatch(words))


def is_where_i_am(words: str) -> bool:
    """Return whether the words ask for wherever the visitor is: "near me", "cerca de mí"."""
    return bool(_NO_PLACE.fullmatch(words.strip(" .!?")))
