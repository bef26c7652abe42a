#!/usr/bin/env bash
# Guess:     an extension behind a number is read in the usual spellings, and a matcher finds numbers in letters, as parse does.
# Behavior:  phonenumberslite 9.0.42 reads "x4", "ext. 4" and "#204", and drops "(ext 204)" and "Extension #204" without a word.
#            The matcher finds nothing in "1-800-FLOWERS", which parse reads.
# Why:       a caller reaches a switchboard and not the person; a number in letters is lost or is another one.
# Seen:      2026-11-29, on PyPI's phonenumberslite 9.0.42.
. "$(dirname "$0")/environment.sh"
install phonenumberslite==9.0.42
run_python <<'PYTHON'
import phonenumbers

for text, seen in [("x4", "4"), ("ext. 4", "4"), ("#204", "204"), ("(ext 204)", None), ("Extension #204", None)]:
    number = next(iter(phonenumbers.PhoneNumberMatcher(f"(303) 555-0112 {text}", "US", leniency=phonenumbers.Leniency.POSSIBLE))).number
    print(f"(303) 555-0112 {text} -> extension {number.extension}")
    assert number.extension == seen, "this changed"
matched = [match.raw_string for match in phonenumbers.PhoneNumberMatcher("1-800-FLOWERS", "US")]
parsed = phonenumbers.parse("1-800-FLOWERS", "US").national_number
print("1-800-FLOWERS -> matched", matched, "parsed", parsed)
assert (matched, parsed) == ([], 8003569377), "this changed"
PYTHON
