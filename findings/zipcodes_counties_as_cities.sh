#!/usr/bin/env bash
# Guess:     the city of a ZIP code is a city.
# Behavior:  zipcodes 3.0.0 (USPS) has counties among the cities, some for codes that lie in another county.
# Why:       who asks for "Clermont County, OH" is sent to a point in Brown County.
# Seen:      2026-11-30, on PyPI's zipcodes 3.0.0.
. "$(dirname "$0")/environment.sh"
install zipcodes==3.0.0
run_python <<'PYTHON'
import zipcodes

rows = zipcodes.list_all()
counties = {(row["county"], row["state"]) for row in rows if row["county"]}
found = sorted(
    (name, row["state"], row["zip_code"], row["county"])
    for row in rows
    for name in {row["city"], *row["acceptable_cities"]}
    if (name, row["state"]) in counties and name.endswith(" County")
)
for name, state, code, county in found:
    print(f"{code} lies in {county}, {state}; a name of its city is {name!r}")
assert any(name != county for name, _, _, county in found), "this changed"
PYTHON
