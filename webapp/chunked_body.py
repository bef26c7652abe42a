"""A size limit for a body in chunks, the same as for one with a Content-Length.

Werkzeug 3.1.9 cuts such a body at `max_content_length` and goes on with the first part, as if the rest had never been
sent; it raises only where somebody reads on behind the cut.
"""

import io
from http import HTTPStatus

from flask import Request, abort


def take_chunked_body(request: Request, largest: int) -> None:
    """Read a body of unknown length and give it a Content-Length; ends the request with 413 above `largest` bytes.

    Call it before anything of the request is read.
    """
    environ = request.environ
    if environ.get("CONTENT_LENGTH") or not environ.get("HTTP_TRANSFER_ENCODING"):
        return
    body = environ["wsgi.input"].read(largest + 1)
    if len(body) > largest:
        abort(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    environ["wsgi.input"] = io.BytesIO(body)
    environ["CONTENT_LENGTH"] = str(len(body))
