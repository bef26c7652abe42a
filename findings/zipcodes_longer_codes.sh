#!/usr/bin/env bash
# Guess:     a ZIP code of six digits is none, every code has a place, and a town is found under the name people write.
# Behavior:  zipcodes 3.0.0 cuts a longer code silently, has 872 codes at latitude and longitude 0, and knows no "St. Louis".
# Why:       a typing slip finds the wrong town, and a distance is measured from the Gulf of Guinea.
# Seen:      2026-11-29, on PyPI's zipcodes 3.0.0.
. "$(dirname "$0")/environment.sh"
install zipcodes==3.0.0
run_python <<'PYTHON'
import zipcodes

print("is_real('123456'):", zipcodes.is_real("123456"))
assert zipcodes.is_real("123456"), "this changed"
nowhere = [one for one in zipcodes.list_all() if float(one["lat"] or 0) == 0 and float(one["long"] or 0) == 0]
print("codes at (0, 0):", len(nowhere))
assert len(nowhere) == 872, "this changed"
written, stored = len(zipcodes.filter_by(city="St. Louis")), len(zipcodes.filter_by(city="Saint Louis"))
print("St. Louis:", written, "Saint Louis:", stored)
assert written == 0 < stored, "this changed"
PYTHON
