#!/usr/bin/env bash
# Guess:     the first number of an address is labeled as its number, whatever the street is called and whatever follows.
# Behavior:  usaddress 0.5.16 labels "3 Embarcadero Center" alone as a building's name, so there is neither a number nor
#            a street; with its town behind it, it has both. "10 Shopping Center Plaza" is a building in both.
# Why:       whoever keeps number and street loses the line of many a medical building, and one address has two keys.
# Seen:      2026-11-29, on PyPI's usaddress 0.5.16.
. "$(dirname "$0")/environment.sh"
install usaddress==0.5.16
run_python <<'PYTHON'
import usaddress

building, street = {"BuildingName"}, {"AddressNumber", "StreetName", "StreetNamePostType"}
for text, seen in [
    ("3 Embarcadero Center", building),
    ("3 Embarcadero Center, San Francisco, CA 94111", street),
    ("10 Shopping Center Plaza, Salida, CO 81201", building),
]:
    found = {label for _, label in usaddress.parse(text)} - {"PlaceName", "StateName", "ZipCode"}
    print(f"{text!r}: {sorted(found)}")
    assert found == seen, "this changed"
PYTHON
