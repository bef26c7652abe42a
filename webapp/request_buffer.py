"""The end of a request (RFC 9112): a thread gets a request when all of it has come in.

Only the end is looked for: a malformed request counts as whole, and the server's own parser refuses it.
"""

import re

LARGEST_HEAD = 256 * 1024
"""Bytes; the server refuses a head long before: it takes 50 fields of 4 kB."""
LARGEST_BODY = 64 * 1024
"""Bytes; twice what any route of the site takes. More of a body is not awaited: the application refuses it."""

_END = b"\r\n\r\n"
_LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*(\d{1,19})[ \t]*\r", re.IGNORECASE)
_CHUNKED = re.compile(rb"\r\ntransfer-encoding:", re.IGNORECASE)
_EXPECTS = re.compile(rb"\r\nexpect:[ \t]*100-continue[ \t]*\r", re.IGNORECASE)
_CHUNK = re.compile(rb"([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]*)?\r\n")
_LONGEST_CHUNK_LINE = 256


def is_whole(data: bytes | bytearray) -> bool:
    """Return whether a request's head and body have all come, or more bytes than are ever awaited."""
    end = data.find(_END)
    if end < 0:
        return len(data) > LARGEST_HEAD
    head, body = bytes(data[: end + len(_END)]), end + len(_END)
    if _CHUNKED.search(head):
        return _chunks_end(data, body)
    length = _LENGTH.search(head)
    wanted = int(length[1]) if length else 0
    return wanted > LARGEST_BODY or len(data) - body >= wanted


def waits_for_leave(data: bytes | bytearray) -> bool:
    """Return whether the client has sent a head and waits for a 100 before its body (RFC 9110, section 10.1.1)."""
    end = data.find(_END)
    return end >= 0 and len(data) == end + len(_END) and bool(_EXPECTS.search(bytes(data[:end] + b"\r")))


def _chunks_end(data: bytes | bytearray, at: int) -> bool:
    """Follow the chunks of a body (RFC 9112, section 7.1) from where it begins."""
    begin = at
    while at - begin <= LARGEST_BODY:
        line = _CHUNK.match(data, at)
        if line is None:  # a line that is cut short is awaited; anything else counts as whole and is refused
            return b"\n" in data[at:] or len(data) - at > _LONGEST_CHUNK_LINE
        size = int(line[1], 16)
        if size == 0:
            return data.startswith(b"\r\n", line.end()) or data.find(_END, line.end()) >= 0
        at = line.end() + size + 2
        if at > len(data):
            return len(data) - begin > LARGEST_BODY
    return True
