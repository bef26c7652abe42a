#!/usr/bin/env bash
# Guess:     a password that is cut at 72 characters is judged no better than the whole one: cutting only takes away.
# Behavior:  zxcvbn 4.5.0 finds a repeated part only where it is repeated a whole number of times. Of one that ends in the
#            middle, it counts what is left over as random characters, ten guesses for each: "blueteapot" three times needs
#            10^7.0 guesses, and with its last five characters cut off 10^11.1. A cut that frees it from work frees a weak
#            password, too.
# Why:       its work grows steeply with the length (characters that may stand for letters), so that everybody has to cut.
# Seen:      2026-11-30, on PyPI's zxcvbn 4.5.0.
. "$(dirname "$0")/environment.sh"
install zxcvbn==4.5.0
run_python <<'PYTHON'
from zxcvbn import zxcvbn

whole = "blueteapot" * 3
guesses = {text: round(float(zxcvbn(text)["guesses_log10"]), 1) for text in (whole, whole[:-5])}
for text, log10 in guesses.items():
    print(f"{text}: 10^{log10} guesses")
assert guesses == {whole: 7.0, whole[:-5]: 11.1}, "this changed"
PYTHON
