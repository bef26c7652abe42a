"""NPIs and license numbers of a generation's providers, by which the listed find themselves.

The reader compares the shown values with the key: a hidden number finds nobody.
"""

from pathlib import Path

from index.published.hashed_rows import HashedRowsWriter, Keyed
from index.records import Provider
from index.records.identifiers import license_digits

FILE = "numbers.npy"
MOST = 200
"""Most providers read for one key: boards of many states number from 1 on."""


def numbers_writer(folder: Path) -> HashedRowsWriter:
    """Return what gathers the numbers of a generation's providers."""
    return HashedRowsWriter(folder / FILE, lambda provider: map(Keyed, keys_of(provider)))


def npi_key(npi: str) -> str:
    """Return the key of a valid NPI."""
    return f"npi|{npi}"


def license_number_key(number: str) -> str:
    """Return the key of a license number in any spelling, of any state; "" for a text that is none."""
    digits = license_digits(number)
    return f"license|{digits}" if digits else ""


def keys_of(provider: Provider) -> frozenset[str]:
    """Return the keys of the numbers that a provider shows: its NPI, its licenses, and those that a register has."""
    licenses = [*provider.licenses, *(check.license for check in provider.checks if check.license)]
    held = {license_number_key(one.number) for one in licenses}
    return frozenset(held | ({npi_key(provider.npi)} if provider.npi else set())) - {""}
