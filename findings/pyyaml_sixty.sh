#!/usr/bin/env bash
# Guess:     12:30 in a YAML file is a text, or at least the same kind of value as 02:30.
# Behavior:  PyYAML 6.0.3 follows YAML 1.1: 12:30 is the number 750, in base sixty, while 02:30 is a text.
# Why:       a time of day is lost without a word where only the early hours were tried.
# Seen:      2026-11-30, on PyPI's PyYAML 6.0.3.
. "$(dirname "$0")/environment.sh"
install pyyaml==6.0.3
run_python <<'PYTHON'
import yaml

read = yaml.safe_load("{early: 02:30, late: 12:30, quoted: '12:30', hours: 08:00-18:00}")
print(read)
assert read == {"early": "02:30", "late": 750, "quoted": "12:30", "hours": "08:00-18:00"}, "this changed"
PYTHON
