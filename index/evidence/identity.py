"""What is known of somebody's NPI, and by which source."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum

from index.records import Check, CheckKind, Provider


class NpiStanding(StrEnum):
    """How a number is known."""

    NONE = "none"
    """No source states one."""
    TYPED = "typed"
    """A source that is no NPI register states it; nobody saw it in the register."""
    REGISTERED = "registered"
    """An NPI register has it under this name. Everything else in that record was typed by the person."""
    DEACTIVATED = "deactivated"
    """The register's own list says so; it does not say why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """An NPI with the sources that state it, sorted; `check` is the list that has it as deactivated."""

    npi: str
    standing: NpiStanding
    sources: tuple[str, ...] = ()
    check: Check | None = None


def identity_of(provider: Provider, registers: AbstractSet[str]) -> Identity:
    """Return what is known of a provider's number; `registers` are the sources that are NPI registers themselves."""
    if not provider.npi:
        return Identity(npi="", standing=NpiStanding.NONE)
    stating = sorted({one.source for one in provider.claims if one.field == "npi" and one.value == provider.npi})
    check = next((check for check in provider.checks if check.kind is CheckKind.NPI), None)
    if check:
        standing = NpiStanding.DEACTIVATED
    else:
        standing = NpiStanding.REGISTERED if registers & set(stating) else NpiStanding.TYPED
    return Identity(npi=provider.npi, standing=standing, sources=tuple(stating), check=check)
