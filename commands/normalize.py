"""`pinpoint normalize`: shows how a name, credentials, an address, a phone number or a statement is read."""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict

import click

from commands.output import echo_json
from index.normalize.addresses.location import read_address
from index.normalize.credentials import parse_credentials
from index.normalize.names.name import parse_person
from index.normalize.names.name_person import ParsedPerson
from index.normalize.phone_field import read_phones
from index.normalize.statements.statement import read_statement
from index.places.gazetteer import open_gazetteer
from index.records import Credential, PersonName, Phone, RawLocation, RawStatement, Subject

JsonForm = dict[str, object]


def name_form(text: str) -> JsonForm:
    """Return given, middle, family, generation, nickname, former, credentials and unknown of a name field.

    These describe the first person; `others` has the same for each further person with a complete name.
    """
    person = parse_person(text)
    return {**_person(person), "others": [_person(other) for other in person.others]}


def _person(person: ParsedPerson) -> JsonForm:
    parts = asdict(person.name or PersonName(given=""))
    return {**parts, "former": list(parts["former"]), **_credentials(person.credentials, person.unknown)}


def credentials_form(text: str) -> JsonForm:
    """Return credentials and unknown of a credential field."""
    return _credentials(*parse_credentials(text))


def address_form(text: str) -> JsonForm:
    """Return number, street, unit, po_box, city, state and zip of an address in one line."""
    return asdict(read_address(RawLocation(address_text=text), open_gazetteer())[0])


def phone_form(text: str) -> JsonForm:
    """Return e164, extension and kind of the phone in a field; all empty without one, or with a fax only."""
    return asdict(read_phones(text, "")[0] or Phone(e164="", kind=""))


def statement_form(text: str) -> JsonForm:
    """Return kind, about and quote of what a text on a person's card says on dry needling; all empty for nothing."""
    statement = read_statement(RawStatement(text=text, about=Subject.PERSON))
    return asdict(statement) if statement else {"kind": "", "about": "", "quote": ""}


READERS: Mapping[str, Callable[[str], JsonForm]] = {
    "name": name_form,
    "credentials": credentials_form,
    "address": address_form,
    "phone": phone_form,
    "statement": statement_form,
}
"""Readers by the command's first argument."""


def _credentials(found: Sequence[Credential], unknown: Sequence[str]) -> JsonForm:
    shown = [{"code": credential.code, "kind": credential.kind.value, "raw": credential.raw} for credential in found]
    return {"credentials": shown, "unknown": list(unknown)}


@click.command(name="normalize")
@click.argument("what", type=click.Choice(sorted(READERS)))
@click.argument("text")
def normalize_text(what: str, text: str) -> None:
    """Read TEXT and write its parts as JSON; with `-`, read one text a line from standard input."""
    for line in _lines(text):
        echo_json(READERS[what](line))


def _lines(text: str) -> Iterator[str]:
    if text != "-":
        yield text
        return
    for line in sys.stdin:
        yield line.rstrip("\r\n")
