"""Words that make a text worth quoting. Whether it says yes or no is read later, from the quote."""

import re

_NEEDLING = re.compile(
    r"\bdry[\s\-\u2010\u2011]*needl|\bneedl(?:e|ing)[\s-]therap|\bintra-?muscular[\s-]+(?:manual|stimulation|needl)"
    r"|\btrigger[\s-]*point[\s-]+(?:dry[\s-]+)?needl|\bfunctional[\s-]+dry\b|\bIMS\b",
    re.IGNORECASE,
)


def speaks_of_needling(text: str) -> bool:
    """Return whether a text mentions dry needling by any of its names, in favor or against."""
    return bool(_NEEDLING.search(text))
