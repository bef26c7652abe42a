"""The sources that are NPI registers themselves: the number there is the record's own, the rest is self-typed."""

NPI_REGISTERS = frozenset({"npi_registry", "nppes_file"})
"""Those that we ship; a source of one's own says `registry: true` (index.store.sources.registers)."""

FEDERAL_LISTS = NPI_REGISTERS | {"cms_dac"}
"""Lists of one federal agency, for which the same person typed the same address and phone: one witness."""
