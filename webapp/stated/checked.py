"""Results of look-ups in public registers, in set sentences: exactly three for a license."""

from dataclasses import dataclass
from datetime import date

from index.normalize.url import safe_url
from index.places.states import state_name
from index.published.manifest import ExclusionList
from index.records import Check, CheckResult, Provider
from index.records import license_line as stated_license
from index.vetting.held_records import Identity, LicenseRecord, NpiStatus
from index.vetting.known_at_place import ProviderFacts
from webapp.stated.facts import stating
from webapp.words.claim_words import taxonomy_words, value_words
from webapp.words.formats import day, month
from webapp.words.translate import _


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenseLine:
    """One license as typed, and the result in the state's file; `said` is "" where nobody looked it up."""

    license: str
    said: str
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedLicense:
    """A license as typed ("CO PTL.0012345 physical therapist", "" for none), and what became of a look-up."""

    license: str
    said: str
    """The sentence of the state's file, "as typed in … not checked", or "Not looked up."."""
    link: str
    """The file that was read, "" where none was."""
    is_active: bool
    """True where the state's own file has it in force."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exclusion:
    """A set sentence on the exclusion list, and a link to the current one."""

    said: str
    link: str


def license_line(record: LicenseRecord) -> LicenseLine:
    """Return a license that a source states, with what the state's file says."""
    held, check = record.license, record.check
    return LicenseLine(
        license=value_words("license", " ".join(filter(None, (held.state, held.number, held.profession)))),
        said=_said(held.state, check) if check else "",
        link=safe_url(check.claim.url) if check else "",
    )


def stated_licenses(provider: Provider, who: ProviderFacts, state: str) -> tuple[StatedLicense, ...]:
    """Return a person's licenses, those of the place's state first."""
    if who.is_clinic:
        return ()
    held = sorted(who.licenses, key=lambda one: one.license.state != state)
    not_looked = StatedLicense(license="", said=_("Not looked up."), link="", is_active=False)
    return tuple(_license(provider, one) for one in held) or (not_looked,)


def _license(provider: Provider, one: LicenseRecord) -> StatedLicense:
    line = license_line(one)
    return StatedLicense(
        license=line.license,
        said=line.said or _typed(provider, one),
        link=line.link,
        is_active=one.check is not None and one.result is CheckResult.ACTIVE,
    )


def _typed(provider: Provider, one: LicenseRecord) -> str:
    said = stating(provider, "license", stated_license(one.license))
    source = next((fact.source for fact in said.facts), "")
    if not source:
        return _("As typed by a source, not checked by us.")
    return _("As typed in: %(source)s. Not checked by us.", source=source)


def taxonomy_said(provider: Provider) -> str:
    """Return the NUCC codes with who typed them: they name a kind of work and are no license; "" without one."""
    if not provider.taxonomies:
        return ""
    stated = (stating(provider, "taxonomy", code).facts for code in provider.taxonomies)
    sources = dict.fromkeys(fact.source for facts in stated for fact in facts)
    codes = ", ".join(map(taxonomy_words, provider.taxonomies))
    if not sources:
        return _("%(codes)s, as typed by a source. Not checked by us.", codes=codes)
    return _("%(codes)s, as typed in: %(source)s. Not checked by us.", codes=codes, source=", ".join(sources))


def _said(state: str, check: Check) -> str:
    words = {"state": state_name(state), "day": day(check.claim.last_seen)}
    if check.result is CheckResult.ACTIVE:
        return _("Active in %(state)s's file, read %(day)s. A license does not cover dry needling by itself.", **words)
    if check.result is CheckResult.NO_RECORD:
        return no_match(state, check.claim.last_seen)
    return _("We cannot settle this from %(state)s's file, read %(day)s.", **words)


def no_match(state: str, read_on: date) -> str:
    """Return the sentence for a state ("CO") whose file was read and has no match."""
    return _(
        "We found no match in %(state)s's license file on %(day)s. A different spelling, a new license or a "
        "multi-state permit can cause this. It does not mean the person has no license.",
        state=state_name(state),
        day=day(read_on),
    )


def npi_words(identity: Identity) -> str:
    """Return the sentence on an NPI, with what it does not show; "" where no source states one."""
    if identity.check:
        return _(
            "NPI number %(number)s: the national registry's list, read %(day)s, says that it was deactivated on "
            "%(on)s. The list does not say why.",
            number=identity.npi,
            day=day(identity.check.claim.last_seen),
            on=day(identity.check.on or identity.check.claim.first_seen),
        )
    if identity.status is NpiStatus.REGISTERED:
        return _(
            "NPI number %(number)s: a number exists under this name in the national registry. The rest of that record "
            "is typed by the person. It has no field for dry needling.",
            number=identity.npi,
        )
    if identity.status is NpiStatus.TYPED:
        return _(
            "NPI number %(number)s: as typed by a source. We have not looked it up in the national registry.",
            number=identity.npi,
        )
    return ""


def exclusion(check: Check) -> Exclusion:
    """Return the set sentence on an exclusion that an operator confirmed."""
    said = _(
        "This NPI was on the federal exclusion list (OIG) on %(day)s. Federal programs such as Medicare do not pay for "
        "this person's services.",
        day=day(check.on or check.claim.last_seen),
    )
    return Exclusion(said=said, link=safe_url(check.claim.url))


def not_matched(looked_up: ExclusionList) -> Exclusion:
    """Return the sentence for an NPI without a confirmed match, which is the same whether or not one waits."""
    said = _(
        "No confirmed match of this NPI on the %(month)s file of the federal exclusion list (OIG). Most entries on "
        "that list carry no NPI, so check by name.",
        month=month(date.fromisoformat(looked_up.as_of)),
    )
    return Exclusion(said=said, link=safe_url(looked_up.url))
