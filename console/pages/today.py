"""Today: what needs a person."""

from flask import render_template
from flask.typing import ResponseReturnValue


def today() -> ResponseReturnValue:
    """Show the page."""
    return render_template("pages/today.html")
