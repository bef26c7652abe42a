"""Pages, style, script and drawings are sent compressed, except where a form says back what somebody wrote.

Nothing on a page is secret, so its length can tell a listener nothing (BREACH, 2013); forms are left out all the same,
because what is written there is about a person.
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
"""What is text, whether a page serves it today or not; everything else is compressed by itself, or never served."""


def register(app: Flask) -> None:
    """Compress an app's answers. It has to be registered first: the first is called last."""
    app.config["COMPRESS_REGISTER"] = False
    app.config["COMPRESS_MIMETYPES"] = list(MIMETYPES)
    app.config["COMPRESS_ALGORITHM"] = ALGORITHMS
    compress = Compress(app)

    def compressed(response: Response) -> Response:
        if request.blueprint in FORM_BLUEPRINTS or request.method == "POST":
            return response
        if response.is_streamed:
            # A file, read whole: what compresses a stream leaves it open.
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
