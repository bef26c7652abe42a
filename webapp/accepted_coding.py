"""Choice of the content coding of an answer (RFC 9110, section 12.5.3), for Flask-Compress.

Flask-Compress 1.25 takes the coding of the highest weight that it knows, even where that weight is 0, and so answers
`gzip;q=0` with gzip. Here the coding is chosen first, and Flask-Compress sees that one only.
"""

import re
from collections.abc import Sequence

IDENTITY = "identity"
_ANY = "*"
_MEMBER = re.compile(r"([!#$%&'*+\-.^_`|~0-9a-z]+)(?:[ \t]*;[ \t]*q=([01](?:\.\d{0,3})?))?")
_OTHER_NAMES = {"x-gzip": "gzip", "x-compress": "compress"}  # RFC 9110, section 8.4.1


def accepted_coding(header: str | None, offered: Sequence[str]) -> str:
    """Return the coding to answer in: one of those offered, the best first, or "identity".

    The highest weight wins; among equals a coding before identity, and the first offered. Identity needs no mention,
    and is the last resort even where the client refuses it: no answer at all helps nobody.
    """
    weights = _weights(header or "")
    chosen, best = IDENTITY, _weight(IDENTITY, weights)
    for coding in offered:
        weight = _weight(coding, weights)
        if weight > 0 and (weight > best or (weight == best and chosen == IDENTITY)):
            chosen, best = coding, weight
    return chosen


def _weights(header: str) -> dict[str, float]:
    """Return coding → weight of a header, without malformed members."""
    found: dict[str, float] = {}
    for member in header.lower().split(","):
        match = _MEMBER.fullmatch(member.strip(" \t"))
        weight = float(match[2] or 1) if match else 2.0
        if match and weight <= 1:
            found.setdefault(_OTHER_NAMES.get(match[1], match[1]), weight)
    return found


def _weight(coding: str, weights: dict[str, float]) -> float:
    if coding in weights:
        return weights[coding]
    return 0.0 if coding == IDENTITY else weights.get(_ANY, 0.0)  # not mentioned: identity only where nothing else is
