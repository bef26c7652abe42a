"""Sources that are NPI registers: the number is the register's own, the rest was typed by the listed person."""

NPI_REGISTERS = frozenset({"npi_registry", "nppes_file"})
"""The shipped ones; an operator's own source says `registry: true` (index.store.sources.registers)."""

FEDERAL_LISTS = NPI_REGISTERS | {"cms_dac"}
"""Lists of one federal agency, to which a person gave address and phone once: together they count as one witness."""
