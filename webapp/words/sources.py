"""Names of sources and sites for pages, who told us something, and the language of a source's sentence."""

import re
from datetime import date
from functools import lru_cache
from urllib.parse import urlsplit

from index.records import TOLD_US, Claim, Sender, is_due
from webapp.words.translate import N_, _

KNOWN = {
    "npi_registry": N_("NPI registry"),
    "nppes_file": N_("NPI registry"),
    "cms_dac": N_("Medicare's list of clinicians"),
    "choosept": N_("Find a PT (American Physical Therapy Association)"),
    "aimt": N_("Institute of Advanced Musculoskeletal Treatments"),
    "clinic_sites": N_("Clinic website"),
    "practice_websites": N_("Practice websites"),
    "find_a_pt": N_("Find a PT list"),
    "needling_school": N_("Needling school's list"),
    "license_file": N_("License file"),
    "license_co": N_("Colorado's license file"),
    "license_ct": N_("Connecticut's license file"),
    "license_de": N_("Delaware's license file"),
    "license_il": N_("Illinois's license file"),
    "license_wa": N_("Washington's license file"),
    "mn_mhcp": N_("Minnesota Health Care Programs, provider directory"),
    "npi_deactivations": N_("NPI registry, list of deactivated numbers"),
    "oig_leie": N_("Federal exclusion list (OIG)"),
    "told_us": N_("What they told us"),
}
REGISTRIES = frozenset({"npi_registry", "nppes_file", "cms_dac"})
"""Federal lists that have no field for dry needling."""

DEMONSTRATION = "demo_"
"""Prefix of the demonstration's source ids; a banner on every page says that they are invented."""
_WHO = {Sender.PERSON: N_("The person told us"), Sender.CLINIC: N_("The clinic told us")}

_WORD = re.compile(r"[a-záéíóúüñ]+")
_SPANISH = frozenset(
    {
        "el", "la", "los", "las", "un", "una", "de", "del", "al", "y", "en", "con", "para", "por", "que", "su",
        "sus", "se", "es", "son", "como", "más", "nuestra", "nuestro", "nuestros", "ofrecemos", "ofrece",
        "hace", "hacemos", "tratamos", "no", "punción", "seca", "dolor", "cuello", "espalda", "también",
    }
)  # fmt: skip
_ENGLISH = frozenset(
    {
        "the", "a", "an", "of", "and", "in", "with", "for", "to", "is", "are", "we", "our", "she", "he", "they",
        "his", "her", "does", "do", "uses", "use", "offer", "offers", "at", "on", "by", "not", "dry",
        "needling", "pain", "neck", "back", "also",
    }
)  # fmt: skip
_ONLY_SPANISH = re.compile("[¿¡]")


def source_name(source: str) -> str:
    """Return the name of a source for readers: "NPI registry", or its id as words."""
    source = source.removeprefix(DEMONSTRATION)
    known = KNOWN.get(source)
    return _(known) if known else source.replace("_", " ").replace("-", " ").strip().capitalize()


def is_registry(source: str) -> bool:
    """Return whether a source is a register without a field for dry needling."""
    return source.removeprefix(DEMONSTRATION) in REGISTRIES


def is_correction(source: str) -> bool:
    """Return whether a source is `told_us`: what listed people told us themselves."""
    return source == TOLD_US


def unknown_sender() -> str:
    """Return "They told us", where it is not known whether a person or a clinic did."""
    return _("They told us")


def sender_of(claim: Claim) -> str:
    """Return who told us a claim of `told_us`; the id of its listing begins with "person" or "clinic"."""
    who = claim.source_id.partition("/")[0]
    return _(_WHO[Sender(who)]) if who in set(Sender) else unknown_sender()


def is_old(source: str, corrected_on: date, today: date) -> bool:
    """Return whether they told us this long ago, and we have not asked since."""
    return is_correction(source) and is_due(corrected_on, today)


@lru_cache(maxsize=2048)
def quote_language(text: str) -> str:
    """Return "es" for a sentence with more Spanish than English words, else "en".

    With it a screen reader says an English quote on a Spanish page in English.
    """
    words = _WORD.findall(text.casefold())
    spanish = sum(word in _SPANISH for word in words) + len(_ONLY_SPANISH.findall(text.casefold()))
    return "es" if spanish > sum(word in _ENGLISH for word in words) else "en"


def site_name(address: str) -> str:
    """Return "law.cornell.edu" for "https://www.law.cornell.edu/…", and "" for no address."""
    return (urlsplit(address).hostname or "").removeprefix("www.")
