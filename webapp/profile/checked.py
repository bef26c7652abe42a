"""What public registers say of a license or number, in the set sentences of the site (three for a license, no more)."""

from dataclasses import dataclass

from index.normalize.license_number import license_key
from index.places.states import state_name
from index.records import Check, CheckKind, CheckResult, License, Provider
from webapp.words.claim_words import value_words
from webapp.words.day import day
from webapp.words.safe_link import safe_link
from webapp.words.translate import _


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenseLine:
    """One license as typed, and what a look into the state's file gave. `said` is "" where nobody looked."""

    license: str
    said: str
    link: str
    result: CheckResult | None

    @property
    def is_looked_up(self) -> bool:
        """Whether a register of that state and profession was read."""
        return self.result is not None

    @property
    def is_settled(self) -> bool:
        """Whether the file says that it is in force, so that nobody has to look it up again."""
        return self.result is CheckResult.ACTIVE

    @property
    def is_no_record(self) -> bool:
        """Whether the file was read and has no match."""
        return self.result is CheckResult.NO_RECORD


@dataclass(frozen=True, slots=True, kw_only=True)
class Exclusion:
    """The sentence on a confirmed exclusion, and where the current list is."""

    said: str
    link: str


def license_lines(provider: Provider) -> tuple[LicenseLine, ...]:
    """Return a line for each license number that a source states."""
    looked = {_key(check.license): check for check in provider.checks if check.license}
    return tuple(_line(held, looked.get(_key(held))) for held in provider.licenses)


def _key(held: License) -> str:
    """Two spellings of one license are looked up once."""
    return license_key(held.state, held.profession, held.number)


def _line(held: License, check: Check | None) -> LicenseLine:
    return LicenseLine(
        license=value_words("license", " ".join(filter(None, (held.state, held.number, held.profession)))),
        said=_said(held, check) if check else "",
        link=safe_link(check.claim.url) if check else "",
        result=check.result if check else None,
    )


def _said(held: License, check: Check) -> str:
    words = {"state": state_name(held.state), "day": day(check.claim.last_seen)}
    if check.result is CheckResult.ACTIVE:
        return _("Active in %(state)s's file, read %(day)s. A license does not cover dry needling by itself.", **words)
    if check.result is CheckResult.NO_RECORD:
        return _(
            "We found no match in %(state)s's license file on %(day)s. A different spelling, a new license or a "
            "multi-state permit can cause this. It does not mean the person has no license.",
            **words,
        )
    return _("We cannot settle this from %(state)s's file, read %(day)s.", **words)


def deactivated_npi(provider: Provider) -> str:
    """Return what is said where the registry's list has the number as deactivated, else ""."""
    found = next((check for check in provider.checks if check.kind is CheckKind.NPI), None)
    if found is None:
        return ""
    return _(
        "NPI number %(number)s: the national registry's list, read %(day)s, says that it was deactivated on %(on)s. "
        "The list does not say why.",
        number=provider.npi,
        day=day(found.claim.last_seen),
        on=day(found.on or found.claim.first_seen),
    )


def exclusion(provider: Provider) -> Exclusion | None:
    """Return the one sentence on an exclusion that an operator confirmed; None for everybody else."""
    found = next((check for check in provider.checks if check.kind is CheckKind.EXCLUSION), None)
    if found is None:
        return None
    said = _(
        "This NPI was on the federal exclusion list (OIG) on %(day)s. Federal programs such as Medicare do not pay for "
        "this person's services.",
        day=day(found.on or found.claim.last_seen),
    )
    return Exclusion(said=said, link=safe_link(found.claim.url))
