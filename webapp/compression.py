"""Compression of pages, style, script and drawings, except of forms that show what somebody wrote.

Nothing on a page is secret, so its length reveals nothing to a listener (BREACH, 2013); forms are left out all the
same, because what is written there is about a person.
"""

from flask import Flask, Response, request
from flask_compress import Compress

from webapp.accepted_coding import accepted_coding

_ACCEPT = "HTTP_ACCEPT_ENCODING"
FORM_BLUEPRINTS = frozenset({"corrections"})
ALGORITHMS = ["br", "zstd", "gzip"]
MIMETYPES = (
    "text/html",
    "text/css",
    "text/javascript",
    "text/plain",
    "text/csv",
    "text/vcard",
    "text/calendar",
    "image/svg+xml",
    "application/xml",
    "application/json",
    "application/ld+json",
    "application/geo+json",
    "application/fhir+json",
    "application/problem+json",
    "application/x-ndjson",
)
"""Types of text, served today or not; everything else is already compressed, or never served."""


def register(app: Flask) -> None:
    """Compress an app's answers. Register it before other after_request functions: the first is called last."""
    app.config["COMPRESS_REGISTER"] = False
    app.config["COMPRESS_MIMETYPES"] = list(MIMETYPES)
    app.config["COMPRESS_ALGORITHM"] = ALGORITHMS
    compress = Compress(app)

    def compressed(response: Response) -> Response:
        if request.blueprint in FORM_BLUEPRINTS or request.method == "POST":
            return response
        if response.is_streamed:
            # A file is read whole: the library leaves a compressed stream open.
            response.direct_passthrough = False
            response.make_sequence()
        environ = request.environ
        asked = environ.get(_ACCEPT)
        environ[_ACCEPT] = accepted_coding(asked, ALGORITHMS)
        try:
            return compress.after_request(response)
        finally:
            environ.pop(_ACCEPT)
            if asked is not None:
                environ[_ACCEPT] = asked

    app.after_request(compressed)
