"""What a page's scripts are given: `var settings = {…};` as WordPress writes it, which is JSON."""

import json
import re

_DECODER = json.JSONDecoder(strict=False)


def object_after(name: re.Pattern[str], text: str) -> dict[str, object]:
    """Return the object that stands right after the first match of a pattern, and {} where there is none."""
    found = name.search(text)
    if found is None:
        return {}
    try:
        value, _ = _DECODER.raw_decode(text, found.end())
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}
