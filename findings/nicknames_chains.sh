#!/usr/bin/env bash
# Guess:     a package of nicknames links a short form with its name, so two people linked by it bear one name.
# Behavior:  nicknames 1.0.1 lists names of other people as nicknames of each other (Andrew and Andrea, Patrick and
#            Peter), and a third name joins names that have nothing in common (Henry, Harry, Harold).
# Why:       whoever matches people of one family name at one address by it merges brothers, sisters and couples.
# Seen:      2026-11-29, on PyPI's nicknames 1.0.1.
. "$(dirname "$0")/environment.sh"
install nicknames==1.0.1
run_python <<'PYTHON'
from nicknames import NickNamer

names = NickNamer()


def linked(one, other):
    return bool(({one} | names.canonicals_of(one)) & ({other} | names.canonicals_of(other)))


for one, other in [("andrew", "andrea"), ("patrick", "peter"), ("henry", "harold"), ("lee", "shirley"), ("al", "jalen")]:
    print(f"{one} and {other}: linked={linked(one, other)}")
    assert linked(one, other), "this changed"
print("canonicals of harry:", sorted(names.canonicals_of("harry")))
assert {"henry", "harold"} <= names.canonicals_of("harry"), "this changed"
PYTHON
