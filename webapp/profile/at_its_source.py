"""Ways to have a value changed at its source: one line for each source of a profile."""

from dataclasses import dataclass

from index.normalize.url import safe_url
from index.records import Provider
from webapp.words.sources import DEMONSTRATION, is_correction, source_name
from webapp.words.translate import N_, _

_NPI = N_("The entry is yours: sign in to NPPES, the registry's own site, and change it there.")
_HOW = {
    "npi_registry": _NPI,
    "nppes_file": _NPI,
    "cms_dac": N_("It comes from your Medicare enrollment: change it in PECOS."),
    "clinic_sites": N_("Ask whoever keeps the practice's website."),
    "practice_websites": N_("Ask whoever keeps the practice's website."),
    "choosept": N_("The association's members change their own entries there."),
    "find_a_pt": N_("The association's members change their own entries there."),
    "aimt": N_("Ask the institute that gave the course."),
    "needling_school": N_("Ask the school that gave the course."),
}
_ELSE = N_("Ask whoever keeps that list.")


@dataclass(frozen=True, slots=True, kw_only=True)
class AtItsSource:
    """A source, how to change an entry there, and a link to what we read ("" where there is none)."""

    source: str
    how: str
    link: str


def at_its_source(provider: Provider) -> tuple[AtItsSource, ...]:
    """Return one line for each source that was read, by name; `told_us` is not one, it is changed with us."""
    found: dict[str, AtItsSource] = {}
    for claim in sorted(provider.claims, key=lambda claim: (claim.last_seen, claim.source)):
        if not is_correction(claim.source):
            name = source_name(claim.source)
            before = found[name].link if name in found else ""
            found[name] = AtItsSource(
                source=name,
                how=_(_HOW.get(claim.source.removeprefix(DEMONSTRATION), _ELSE)),
                link=safe_url(claim.url) or before,
            )
    return tuple(found[name] for name in sorted(found))
