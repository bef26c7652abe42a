#!/usr/bin/env bash
# Guess:     a longitude of 181 degrees is refused as a latitude of 91 is, and `geodesic(miles=m).miles` is m.
# Behavior:  geopy 2.5.0 wraps the longitude to -179 without a word; the round trip of whole miles is off by a rounding
#            error for some of them.
# Why:       a damaged coordinate becomes a place on the other side of the earth; a comparison "<= m miles" loses whoever
#            lives exactly there.
# Seen:      2026-11-29, on PyPI's geopy 2.5.0.
. "$(dirname "$0")/environment.sh"
install geopy==2.5.0
run_python <<'PYTHON'
from geopy import Point
from geopy.distance import geodesic

print("Point(0, 181):", Point(0, 181).longitude)
assert Point(0, 181).longitude == -179, "this changed"
try:
    Point(91, 0)
except ValueError as error:
    print("Point(91, 0):", error)
else:
    raise AssertionError("this changed")
off = [miles for miles in range(1, 501) if geodesic(miles=miles).miles != miles]
print("whole miles that do not come back:", len(off), off[:5])
assert len(off) == 69, "this changed"
PYTHON
