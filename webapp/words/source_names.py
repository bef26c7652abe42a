"""What a page calls a source."""

KNOWN = {
    "npi_registry": "NPI registry",
    "nppes_file": "NPI registry",
    "choosept": "Find a PT (American Physical Therapy Association)",
    "aimt": "Institute of Advanced Musculoskeletal Treatments",
    "told_us": "What they told us",
}


def source_name(source: str) -> str:
    """Return the name of a source for readers: "NPI registry", or its id in words."""
    return KNOWN.get(source) or source.replace("_", " ").replace("-", " ").strip().capitalize()
