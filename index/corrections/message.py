"""One thing somebody told us, as a line of the inbox."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from index.records.codec import from_json, to_json

LONGEST_TEXT = 1000
LONGEST_CONTACT = 200
LONGEST_WHICH = 300
"""Characters."""


class Request(StrEnum):
    """What is asked for."""

    FIX = "fix"
    REMOVE = "remove"


class Wrong(StrEnum):
    """What is said to be wrong with a listing."""

    PHONE = "phone"
    ADDRESS = "address"
    PRIVATE_PHONE = "private_phone"
    PRIVATE_ADDRESS = "private_address"
    DOES_NOT_DO_THIS = "does_not_do_this"
    NO_LONGER_HERE = "no_longer_here"
    NAME_OR_LETTERS = "name_or_letters"
    WRONG_PERSON = "wrong_person"
    LICENSE = "license"
    OTHER = "other"


HIDDEN_AT_ONCE = {Wrong.PRIVATE_PHONE: frozenset({"phone", "fax"}), Wrong.PRIVATE_ADDRESS: frozenset({"address"})}
"""The fields of a listing that are hidden before anybody looks (docs/principles.md, rule 10)."""


class Asker(StrEnum):
    """Who says that they ask for a removal. Nobody has to prove it before the listing is hidden."""

    LISTED = "listed"
    FOR_LISTED = "for_listed"
    SOMEBODY = "somebody"


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What was sent. `number`: the case's; `provider`: the id of the listing, "" where only `which` says it.

    `wrong` stands in a fix, `asker` in a removal. `contact` is how the sender may be reached, in any form.
    """

    number: str
    received_at: datetime
    request: Request
    wrong: Wrong | None = None
    asker: Asker | None = None
    provider: str = ""
    which: str = ""
    text: str = ""
    contact: str = ""

    @property
    def about(self) -> str:
        """What is wrong, or who asks."""
        return str(self.wrong or self.asker or "")


class DamagedMessageError(ValueError):
    """A line of the inbox is not one that `to_line` wrote, such as one that was cut short."""


def to_line(message: Message) -> str:
    """Return the message as one line of JSON, without its end."""
    return to_json(message)


def from_line(line: bytes) -> Message:
    """Return the message of a line; raises DamagedMessageError."""
    try:
        return from_json(Message, line)
    except ValueError:
        # Neither the line nor what the decoder says of it: both are what somebody wrote.
        raise DamagedMessageError(f"a line of {len(line)} bytes is no message") from None
