"""From a source's own words to ours: pure functions for names, letters, addresses, phones and statements."""

from index.normalize.address import ParsedAddress, parse_address
from index.normalize.credentials import parse_credentials
from index.normalize.fold import fold_text
from index.normalize.listing import normalize
from index.normalize.name import ParsedPerson, parse_person
from index.normalize.npi import valid_npi
from index.normalize.phone import parse_phones
from index.normalize.statement import read_statement
from index.normalize.url import safe_url

__all__ = [
    "ParsedAddress",
    "ParsedPerson",
    "fold_text",
    "normalize",
    "parse_address",
    "parse_credentials",
    "parse_person",
    "parse_phones",
    "read_statement",
    "safe_url",
    "valid_npi",
]
