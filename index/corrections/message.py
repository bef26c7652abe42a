"""Messages: what somebody sent through the site, as a line of the inbox; and the number of the case it becomes.

A case number is the year and six random characters, so that it does not reveal how many cases there are.
"""

import re
import secrets
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import blake2b

from index import clock
from index.records.codec import from_json, to_json

LONGEST_TEXT = 1000
LONGEST_CONTACT = 200
LONGEST_WHICH = 300
LONGEST_VALUE = 300
"""Characters."""


class Request(StrEnum):
    """The sender's request."""

    FIX = "fix"
    REMOVE = "remove"


class Wrong(StrEnum):
    """The fault that the sender reports in a listing."""

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
    ADDS = "adds"
    """Nothing is wrong: the sender adds values to the listing."""
    STAFF = "staff"
    """A clinic says who works there."""


HIDDEN_AT_ONCE = {Wrong.PRIVATE_PHONE: frozenset({"phone", "fax"}), Wrong.PRIVATE_ADDRESS: frozenset({"address"})}
"""The fields of a listing that are hidden before anybody checks the message (docs/principles.md, rule 10)."""


STAFF = "staff/"
"""Prefix of a value's field; the person's id follows."""


class Asker(StrEnum):
    """The person who asks for a removal, by their own word: for the one listed, the listing is hidden without proof."""

    LISTED = "listed"
    FOR_LISTED = "for_listed"
    SOMEBODY = "somebody"


class WaitCause(StrEnum):
    """The cause for which a removal hides nothing until a person decides."""

    SOMEBODY_ELSE = "somebody_else"
    """Not the person or clinic listed asks."""
    NETWORK = "network"
    """More removals came from one network that day than act at once (`index.corrections.removal_counts`)."""
    TOWN = "town"
    """More people and clinics of one town were to be removed that day than act at once."""


TOO_MANY = frozenset({WaitCause.NETWORK, WaitCause.TOWN})


@dataclass(frozen=True, slots=True, kw_only=True)
class SentValue:
    """A value that a form has a field of its own for; `field` as `pinpoint cases accept` names it, or `link`."""

    field: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message. `number` is the case's; `provider` the listing's id, "" if only `which` describes it in words.

    A fix has `wrong`, a removal has `asker`, and `waits` if it hides nothing at once. `contact` is how the sender may
    be reached, in any form; `language` is the one of the form, which they are answered in. `confirm_to` is the mail
    address that gets a confirmation and nothing else, "" for none.
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
    language: str = "en"
    values: tuple[SentValue, ...] = ()
    waits: WaitCause | None = None
    confirm_to: str = ""

    @property
    def about(self) -> str:
        """The slug of `wrong` or `asker`; "" without either."""
        return str(self.wrong or self.asker or "")


class StaffWord(StrEnum):
    """A clinic's words on one of its people."""

    HERE = "works_here"
    LEFT = "no_longer_here"
    DOES = "does_dry_needling"
    DOES_NOT = "does_not"


def staff_value(provider: str, word: StaffWord) -> SentValue:
    """Return a clinic's word on a person as a value of a message."""
    return SentValue(field=f"{STAFF}{provider}", value=word.value)


class DamagedMessageError(ValueError):
    """A line of the inbox that `to_line` did not write, such as one cut short."""


def to_line(message: Message) -> str:
    """Return the message as one line of JSON, without a line break."""
    return to_json(message)


def from_line(line: bytes) -> Message:
    """Return the message of a line; raises DamagedMessageError."""
    try:
        return from_json(Message, line)
    except ValueError:
        # Quotes neither the line nor the decoder's error: both hold the sender's words.
        raise DamagedMessageError(f"a line of {len(line)} bytes is no message") from None


ALPHABET = "23456789BCDFGHJKMNPQRSTVWXZ"
"""No 0, 1, I, L or O, which are easily confused, and no vowels, so that no word appears by chance."""

NUMBER_LENGTH = 6
_NUMBER = re.compile(rf"[0-9]{{4}}-[{ALPHABET}]{{{NUMBER_LENGTH}}}")


def new_case_number() -> str:
    """Return a random case number, one of 387 million a year, such as "2026-K7M3QX"."""
    return f"{clock.today().year}-{''.join(secrets.choice(ALPHABET) for _ in range(NUMBER_LENGTH))}"


def other_case_number(message: "Message") -> str:
    """Return the number of a message whose own number another case has; the same each time the message is read."""
    digest = blake2b(f"{message.number} {message.received_at.isoformat()}".encode(), digest_size=8).digest()
    value, letters = int.from_bytes(digest, "big"), []
    for _ in range(NUMBER_LENGTH):
        value, place = divmod(value, len(ALPHABET))
        letters.append(ALPHABET[place])
    return f"{message.received_at.year}-{''.join(letters)}"


def is_case_number(text: str) -> bool:
    """Return whether a text has the form of a case number."""
    return _NUMBER.fullmatch(text) is not None
