#!/usr/bin/env bash
# Guess:     "De Anna Smith" has a given name, and capitals do not decide who somebody is.
# Behavior:  nameparser 2.6.0 makes one family name of three words of it, without a given name; "Kim DO" is a person
#            without a family name, "KIM DO" and "Kim Do" are Kim Do.
# Why:       names that begin like a particle, and family names that are letters of a degree, lose a half.
# Seen:      2026-11-29, on PyPI's nameparser 2.6.0.
. "$(dirname "$0")/environment.sh"
install nameparser==2.6.0
run_python <<'PYTHON'
from nameparser import HumanName

for text, seen in [
    ("De Anna Smith", ("", "De Anna Smith", "")),
    ("Kim DO", ("Kim", "", "DO")),
    ("KIM DO", ("KIM", "DO", "")),
    ("Kim Do", ("Kim", "Do", "")),
]:
    name = HumanName(text)
    found = name.first, name.last, name.suffix
    print(f"{text!r}: given {found[0]!r}, family {found[1]!r}, suffix {found[2]!r}")
    assert found == seen, "this changed"
PYTHON
