"""What a column holds, from its name: for sources that name their columns in plain words and whose file maps none."""

import re
from collections.abc import Iterable, Mapping, Sequence

from crawler.platforms.private_columns import is_private

KEYS = (
    *("member id", "id", "member number", "license number", "license no", "licence number", "registration number"),
    *("credential number", "certificate number", "npi", "npi number"),
)
"""Names of columns that hold a number of one entry only."""
BESIDE_A_NAME = ("street", "zip", "phone", "city")
"""Fields that tell people of one name apart where no column has a number."""

GIVEN = ("first name", "firstname", "given name")
FAMILY = ("last name", "lastname", "surname", "family name")
WORDS = {
    "name": ("name", "full name", "display name", "member name", "practitioner", "provider", "contact name", "member"),
    "credentials": ("credentials", "credential", "designations", "letters", "post nominals", "degree"),
    "profession": ("profession", "occupation", "title", "job title", "discipline", "license type", "specialty"),
    "organization": (
        *("organization", "organisation", "company", "clinic", "clinic name", "practice", "practice name"),
        *("business", "business name", "employer", "facility", "firm"),
    ),
    "street": ("street", "street address", "address", "address 1", "address line 1", "business address"),
    "street2": ("address 2", "address line 2", "suite", "unit"),
    "city": ("city", "town", "city town", "location city"),
    "state": ("state", "province", "state province", "region"),
    "zip": ("zip", "zip code", "zipcode", "postal code", "postcode"),
    "country": ("country",),
    "phone": ("phone", "phone number", "telephone", "work phone", "business phone", "office phone", "tel"),
    "fax": ("fax", "fax number"),
    "website": ("website", "web site", "web", "url", "web page", "homepage"),
    "npi": ("npi", "npi number"),
    "text": ("description", "about", "bio", "biography", "notes", "services", "treatments", "techniques"),
}


def guessed(names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return for each field the column that is named after it; a given and a family name make one name together."""
    by_word = {_plain(name): name for name in reversed([*names]) if not is_private(name)}

    def first(words: Iterable[str]) -> tuple[str, ...]:
        return next(((by_word[word],) for word in words if word in by_word), ())

    found = {field: first(words) for field, words in WORDS.items()}
    given, family = first(GIVEN), first(FAMILY)
    if given and family:
        found["name"] = (*given, *family)
    return {field: columns for field, columns in found.items() if columns}


def guessed_key(names: Iterable[str], columns: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Return the column with a number of each entry, else those of its name and place; none where there are neither."""
    by_word = {_plain(name): name for name in reversed([*names])}
    number = next(((by_word[word],) for word in KEYS if word in by_word), ())
    beside = tuple(column for field in BESIDE_A_NAME for column in columns.get(field, ()))
    return number or ((*columns.get("name", ()), *beside) if beside else ())


def _plain(name: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", name.casefold()))
