"""An answer that should be JSON."""

import json

from crawler.platforms.base import UnreadableError


def json_of(body: bytes) -> object:
    """Return the value in an answer, with or without a byte order mark; raises UnreadableError."""
    try:
        value: object = json.loads(body.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:  # no JSON, no UTF-8, or brackets without end
        raise UnreadableError("page/not_json", f"the answer is no JSON: {error}") from error
    return value


def list_in(value: object, what: str) -> list[object]:
    """Return a value that should be a list of rows; raises UnreadableError where it is something else."""
    if not isinstance(value, list):
        raise UnreadableError("page/shape", f"the answer is no list of {what} but {type(value).__name__}")
    return value
