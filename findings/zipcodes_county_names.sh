#!/usr/bin/env bash
# Guess:     the counties of a state's ZIP codes are that state's counties, each under one name; counted, they are its number.
# Behavior:  zipcodes 3.0.0 spells some in two ways (LaPorte, La Porte) and gives some codes a county of the state beside theirs.
# Why:       a page that says how many counties of a state were read, of how many, says 161 for Georgia, which has 159.
# Seen:      2026-11-29, on PyPI's zipcodes 3.0.0.
. "$(dirname "$0")/environment.sh"
install zipcodes==3.0.0
run_python <<'PYTHON'
import zipcodes

named = {}
for one in zipcodes.list_all():
    named.setdefault(one["state"], set()).add(one["county"])
twice = {county for county in named["IN"] if county.replace(" ", "").lower() == "laportecounty"}
print("Indiana:", sorted(twice))
assert twice == {"LaPorte County", "La Porte County"}, "this changed"
(code,) = zipcodes.matching("30138")
print("30138:", code["city"], code["state"], code["county"], "(a county of Alabama)")
assert (code["state"], code["county"]) == ("GA", "Cleburne County"), "this changed"
known = {county for county in named["GA"] if county}
print("counties of Georgia:", len(known), "where it has 159")
assert len(known) > 159, "this changed"
PYTHON
