"""What a page calls a source."""

KNOWN = {
    "npi_registry": "NPI registry",
    "nppes_file": "NPI registry",
    "choosept": "Find a PT (American Physical Therapy Association)",
    "aimt": "Institute of Advanced Musculoskeletal Treatments",
    "clinic_sites": "Clinic website",
    "find_a_pt": "Find a PT list",
    "needling_school": "Needling school's list",
    "told_us": "What they told us",
}


DEMONSTRATION = "demo_"
"""What the ids of the demonstration's sources begin with; its banner says on every page what they are."""


def source_name(source: str) -> str:
    """Return the name of a source for readers: "NPI registry", or its id in words."""
    source = source.removeprefix(DEMONSTRATION)
    return KNOWN.get(source) or source.replace("_", " ").replace("-", " ").strip().capitalize()
