"""Values that pages show only by a recorded step, each with how it is read from the store."""

from collections.abc import Sequence

from sqlalchemy import Connection

from console.guard.reveal import Reveal
from index.corrections.case_row import UnknownCaseError, get

NOTHING = "Nothing was written."


def read_case(connection: Connection, number: str) -> Sequence[tuple[str, str]] | None:
    """Return what the sender of a case wrote, and how to reach them; None where there is no such case."""
    try:
        case = get(connection, number)
    except UnknownCaseError:
        return None
    return (
        ("Which listing", case.which or NOTHING),
        ("Message", case.text or NOTHING),
        ("Contact", case.contact or NOTHING),
    )


REVEALS: tuple[Reveal, ...] = (Reveal(kind="case", title="What was sent with the case", read=read_case),)
