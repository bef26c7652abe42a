"""Reads a name field: one person, or several in one field ("Jordan Avery, PT & Nadia Reyes, DC")."""

from dataclasses import replace

from index.normalize.credentials import parse_credentials, with_named_issuers, without_firm, without_state_numbers
from index.normalize.names.name_joint import read_people
from index.normalize.names.name_person import ParsedPerson, each_once
from index.normalize.names.name_role import without_marks, without_role
from index.normalize.text import tidy

LONGEST = 300  # characters; a longer text is no name
JOINT = "name/joint"
"""Problem: the field names several people, whether or not all of them could be read."""
LETTERS_OF_SEVERAL = "credentials/of_several"
"""Problem: letters that may belong to any of several people, and so are given to none."""


def parse_person(text: str, *, credentials: str = "", family_first: bool = False) -> ParsedPerson:
    """Return a person's name and credentials from a name field and, where there is one, a credential field.

    `family_first`: the source writes "Family, Given" or "FAMILY GIVEN". Of several people in the field the first is
    returned, with those whose names are complete in `others`; the credential field is then given to none. Never
    raises. Problems: `name/too_long`, `name/unreadable`, `name/organization`, `name/one_word`, `name/joint`,
    `credentials/of_several`.
    """
    shown = without_state_numbers(without_role(tidy(without_marks(text))))
    if len(shown) > LONGEST:
        return _with_field(ParsedPerson(None, problems=("name/too_long",)), credentials)
    field = read_people(shown, family_first=family_first)
    first, *others = (_with_field(person, "") for person in field.people)
    if not field.joint:
        return _with_field(first, credentials)
    found, unknown = parse_credentials(credentials)
    unattributed = (LETTERS_OF_SEVERAL,) if field.letters or found or unknown else ()
    return replace(first, problems=(*first.problems, JOINT, *unattributed), others=tuple(others))


def _with_field(person: ParsedPerson, credentials: str) -> ParsedPerson:
    found, unknown = parse_credentials(credentials)
    known = each_once([*person.credentials, *found])
    known, left = without_firm(known, tuple(dict.fromkeys([*person.unknown, *unknown])))
    known, left = with_named_issuers(known, left)
    return replace(person, credentials=known, unknown=left)
