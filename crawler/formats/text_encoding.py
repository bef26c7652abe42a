"""Decoding of text files as UTF-8, with bytes that are not UTF-8 read as cp1252.

Exports are assembled from parts that different programs wrote, so one row is UTF-8 and the next has a Windows byte:
one charset for the whole file would garble some of its rows.
"""

import codecs

MENDED = "pinpoint.cp1252"
"""Name of the error handler that reads invalid UTF-8 as cp1252, for `decode`, `open` and TextIOWrapper."""


def _read_as_cp1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error(MENDED, _read_as_cp1252)


def text_of_bytes(body: bytes) -> str:
    """Decode bytes as UTF-8 and cp1252; never fails.

    Bytes that cp1252 does not define become U+FFFD.
    """
    return body.decode("utf-8", MENDED)
