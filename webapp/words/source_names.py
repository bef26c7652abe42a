"""What a page calls a source."""

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
    "told_us": N_("What they told us"),
}
REGISTRIES = frozenset({"npi_registry", "nppes_file", "cms_dac"})
"""Federal lists that have no field for dry needling."""

DEMONSTRATION = "demo_"
"""What the ids of the demonstration's sources begin with; its banner says on every page what they are."""


def source_name(source: str) -> str:
    """Return the name of a source for readers: "NPI registry", or its id in words."""
    source = source.removeprefix(DEMONSTRATION)
    known = KNOWN.get(source)
    return _(known) if known else source.replace("_", " ").replace("-", " ").strip().capitalize()


def is_registry(source: str) -> bool:
    """Return whether a source is a register without a field for dry needling."""
    return source.removeprefix(DEMONSTRATION) in REGISTRIES
