"""Small JSON files that notice a single changed bit: the content and the SHA-256 of its one spelling."""

import hashlib
import json


class SealError(ValueError):
    """The bytes are not what `seal` wrote: damaged, cut short or edited by hand."""


def seal(content: dict[str, object]) -> bytes:
    """Return the content as one line of JSON with its SHA-256."""
    text = _spell(content)
    return f'{{"content":{text},"sha256":"{_digest(text)}"}}\n'.encode()


def unseal(data: bytes) -> dict[str, object]:
    """Return the content; raises SealError when one bit differs from what `seal` wrote."""
    try:
        content = json.loads(data)["content"]
    except (ValueError, KeyError, TypeError) as error:
        raise SealError(f"cannot be read: {error}") from error
    if not isinstance(content, dict) or seal(content) != data:
        raise SealError("does not match its checksum")
    return content


def _spell(content: dict[str, object]) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
