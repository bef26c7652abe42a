#!/usr/bin/env bash
# Guess:     which messages a catalog lists depends on the code and on Babel's version, so `{_('Name')}` in an f-string is
#            either found or not.
# Behavior:  Babel 2.18.0 finds it on Python 3.12 and later, where an f-string is many tokens, and not on 3.11, where it
#            is one. Neither says a word. Run with PYTHON=python3.11 and PYTHON=python3.13 to see both.
# Why:       a catalog extracted on 3.11 lacks words that readers see; tests of the catalog pass on one Python alone.
# Seen:      2026-11-30, on PyPI's Babel 2.18.0, with Python 3.11.7, 3.12.1 and 3.13.0.
. "$(dirname "$0")/environment.sh"
install Babel==2.18.0
run_python <<'PYTHON'
import sys
from io import BytesIO

from babel.messages.extract import extract

CODE = b"""line = f"FN:{_('Listing')}"\nname = _('Name')\n"""
found = [message for _, message, _, _ in extract("python", BytesIO(CODE))]
print(f"Python {sys.version.split()[0]}: {found}")
assert found == (["Listing", "Name"] if sys.version_info >= (3, 12) else ["Name"]), "this changed"
PYTHON
