#!/usr/bin/env bash
# Guess:     a web address in a vCard has the type uri (RFC 2426, section 3.6.8), so its commas and semicolons are its own.
# Behavior:  vobject 0.9.9 reads it as a list of texts: what follows the first comma is gone. It writes such an address
#            with backslashes before commas and semicolons, which then leads elsewhere.
# Why:       a page whose address holds a comma is a page that nobody finds again.
# Seen:      2026-11-30, on PyPI's vobject 0.9.9.
. "$(dirname "$0")/environment.sh"
install vobject==0.9.9 python-dateutil==2.9.0.post0 pytz==2025.2 six==1.17.0
run_python <<'PYTHON'
import vobject

ADDRESS = "https://clinic.example/a,b;c"
card = f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:A\r\nN:A;;;;\r\nURL:{ADDRESS}\r\nEND:VCARD\r\n"
read = vobject.readOne(card).url.value
print(f"{ADDRESS} is read as {read}")
assert read == "https://clinic.example/a", "this changed"

made = vobject.vCard()
made.add("fn").value = "A"
made.add("n").value = vobject.vcard.Name(family="A")
made.add("url").value = ADDRESS
(written,) = [line for line in made.serialize().splitlines() if line.startswith("URL")]
print(f"{ADDRESS} is written as {written}")
assert written == r"URL:https://clinic.example/a\,b\;c", "this changed"
PYTHON
