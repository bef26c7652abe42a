"""A body that comes in chunks, held to the same size as one that says its length.

Werkzeug 3.1.9 cuts such a body at `max_content_length` and goes on with the part that is left, as if the rest had never
been sent; it raises only where somebody reads on behind the cut.
"""

import io
from http import HTTPStatus

from flask import Request, abort


def take_chunked_body(request: Request, largest: int) -> None:
    """Read a body of unknown length, `largest` bytes at most, so that it is like any other; ends with 413 above that.

    For a request of which nothing was read yet.
    """
    environ = request.environ
    if environ.get("CONTENT_LENGTH") or not environ.get("HTTP_TRANSFER_ENCODING"):
        return
    body = environ["wsgi.input"].read(largest + 1)
    if len(body) > largest:
        abort(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    environ["wsgi.input"] = io.BytesIO(body)
    environ["CONTENT_LENGTH"] = str(len(body))
