"""Names that were read in the wrong encoding: a replacement character, or UTF-8 taken for Windows-1252.

Asked of the name as the source wrote it: what we make of it may have folded the signs away.
"""

import re

_LATER_BYTES = re.escape(bytes(range(0x80, 0xC0)).decode("cp1252", errors="ignore"))
# "Ã©" is the two bytes of "é" in UTF-8, each shown as a letter of its own; "â€" begins those of a quotation mark.
_MOJIBAKE = re.compile(f"\ufffd|ï¿½|[ÃÂ][{_LATER_BYTES}\u0080-\u009f]|â€")


def is_garbled(name: str) -> bool:
    """Return whether a name shows that its bytes were read in the wrong encoding."""
    return not name.isascii() and _MOJIBAKE.search(name) is not None
