"""Review: the queues that wait for a person's judgment, and how the fields of a decision are read."""

from collections.abc import Mapping

from flask import render_template
from flask.typing import ResponseReturnValue

from console.guard import visitor
from index import clock
from index.review.queues import queue_states
from index.review.quotes import ENOUGH, quote_queue
from index.store.judgments import UNDONE, Judgment

TITLES = {
    "merges": ("Merges", "Pairs of listings that may be one person or clinic."),
    "exclusions": ("Exclusion matches", "People whose NPI is on the federal exclusion list: is it the same person?"),
    "quotes": ("Quotes", "Texts about dry needling with their reading: were they read rightly?"),
    "credentials": ("Unknown credentials", "Words after names that the vocabulary lacks."),
}
"""Title and content of each queue, in words."""
DECIDED_SHOWN = 10


def review() -> ResponseReturnValue:
    """Show the queues with counts and ages; nothing of their items."""
    with visitor.store().read() as connection:
        queues = queue_states(connection)
        precision = quote_queue(connection).precision
    return render_template(
        "pages/review.html", queues=queues, titles=TITLES, precision=precision, enough=ENOUGH, today=clock.today()
    )


def lately(judged: Mapping[str, Judgment]) -> list[Judgment]:
    """Return the judgments in force, the newest first."""
    return [one for one in reversed(list(judged.values())) if one.verdict != UNDONE]


def number_of(text: str) -> int:
    """Return the number of a decision as a form or an address names it, 0 for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0  # noqa: PLR2004  (SQLite's integers)


def sentence(error: Exception) -> str:
    """Return what an error says as a sentence of its own."""
    text = str(error)
    return f"{text[0].upper()}{text[1:]}."
