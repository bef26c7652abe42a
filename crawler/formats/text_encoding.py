"""Bytes of text files as text: UTF-8, and cp1252 where that does not fit.

Exports are put together from parts that were written with different programs, so one row is UTF-8 and the next has a
byte of Windows: a charset for the whole file would spoil all rows but one.
"""

import codecs

MENDED = "pinpoint.cp1252"
"""Error handler for decoding UTF-8, in `decode`, `open` and TextIOWrapper: what is no UTF-8 is read as cp1252."""


def _read_as_cp1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error(MENDED, _read_as_cp1252)


def text_of_bytes(body: bytes) -> str:
    """Return bytes as text; never fails."""
    return body.decode("utf-8", MENDED)
