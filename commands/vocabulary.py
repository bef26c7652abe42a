"""`pinpoint vocabulary`: unknown credentials, the words after names that no vocabulary has, counted over listings."""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass

import click
from sqlalchemy import Connection, select

from commands.output import echo_json, json_option
from index.records import Listing
from index.records.codec import from_json
from index.store.database import store_of_home
from index.store.runs.staging import STREAM
from index.store.schema import listing
from index.vocabulary.credentials import letters_key

CLAIM = "unknown_credential"  # the field under which `index.records.claim` states them
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class UnknownCredential:
    """The most common spelling, the number of listings with any spelling, and one source of the most common."""

    written: str
    listings: int
    example_source: str


@dataclass(frozen=True, slots=True)
class UnknownCredentials:
    """Unknown credentials, the most common first; `in_names` counts those left out as parts of a person's name."""

    found: tuple[UnknownCredential, ...]
    in_names: int


def unknown_credentials(connection: Connection) -> UnknownCredentials:
    """Count the unknown credentials of all listings that are not withdrawn, each once a listing.

    Spellings that differ only in dots, hyphens and capitals count as one. The result holds no person's name:
    credentials that share a word with the listed name are counted in `in_names` only.
    """
    spellings: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    in_names = 0
    for source, record, written in _stated(connection):
        if _words(written) & _words(record.name):
            in_names += 1
        else:
            spellings[letters_key(written) or written][written, source] += 1
    found = (_of(counted) for counted in spellings.values())
    return UnknownCredentials(tuple(sorted(found, key=lambda one: (-one.listings, one.written))), in_names)


def _stated(connection: Connection) -> Iterator[tuple[str, Listing, str]]:
    query = select(listing.c.source, listing.c.listing, listing.c.claims_since).where(
        listing.c.withdrawn_on.is_(None), listing.c.claims_since.contains(f'"{CLAIM}"')
    )
    for row in connection.execute(query, execution_options=STREAM):
        record = from_json(Listing, row.listing)
        for field, value, _ in json.loads(row.claims_since):
            if field == CLAIM:
                yield row.source, record, value


def _of(counted: Counter[tuple[str, str]]) -> UnknownCredential:
    (written, source), _ = min(counted.items(), key=lambda item: (-item[1], item[0]))
    return UnknownCredential(written, counted.total(), source)


def _words(text: str) -> set[str]:
    return {word for word in _WORD.findall(text.casefold()) if len(word) > 1}


@click.group()
def vocabulary() -> None:
    """List words that crawls met and no vocabulary knows."""


@vocabulary.command()
@json_option
def unknown(as_json: bool) -> None:
    """List the words after names that are no known credential, with the number of listings of each."""
    with store_of_home() as store, store.read() as connection:
        counted = unknown_credentials(connection)
    if as_json:
        echo_json({"unknown": [asdict(one) for one in counted.found], "in_names": counted.in_names})
        return
    for one in counted.found:
        click.echo(f"{one.listings:7}  {one.written}  ({one.example_source})")
    left_out = f", {counted.in_names} left out as parts of names" if counted.in_names else ""
    click.echo(f"{len(counted.found)} unknown{left_out}.")
