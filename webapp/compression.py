"""Pages, style, script and drawings are sent compressed, except where a form says back what somebody wrote.

Nothing on a page is secret, so its length can tell a listener nothing (BREACH, 2013); forms are left out all the same,
because what is written there is about a person.
"""

from flask import Flask, Response, request
from flask_compress import Compress

FORM_BLUEPRINTS = frozenset({"corrections"})
ALGORITHMS = ["br", "zstd", "gzip"]


def register(app: Flask) -> None:
    """Compress an app's answers. It has to be registered first: the first is called last."""
    app.config["COMPRESS_REGISTER"] = False
    app.config["COMPRESS_MIMETYPES"] = ["text/html", "text/css", "text/javascript", "image/svg+xml"]
    app.config["COMPRESS_ALGORITHM"] = ALGORITHMS
    compress = Compress(app)

    def compressed(response: Response) -> Response:
        if request.blueprint in FORM_BLUEPRINTS or request.method == "POST":
            return response
        if response.is_streamed:
            # A file, read whole: what compresses a stream leaves it open.
            response.direct_passthrough = False
            response.make_sequence()
        return compress.after_request(response)

    app.after_request(compressed)
