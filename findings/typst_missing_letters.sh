#!/usr/bin/env bash
# Guess:     a character for which there is no glyph is at least a warning.
# Behavior:  without PDF/UA, typst 0.15.2 writes the document without an error or a warning where fallback is off; with
#            PDF/UA-1 it refuses.
# Why:       a name in another script is printed as empty boxes and nobody is told.
# Seen:      2026-11-30, on PyPI's typst 0.15.2.
. "$(dirname "$0")/environment.sh"
install typst==0.15.2
run_python <<'PYTHON'
import typst

source = '#set document(title: "x")\n#set text(font: "New Computer Modern", fallback: false)\n\u738b'.encode()
made, warnings = typst.compile_with_warnings(source, format="pdf")
print("without a standard:", len(made), "bytes, warnings:", [one.message for one in warnings])
assert warnings == [], "this changed"
try:
    typst.compile(source, format="pdf", pdf_standards=["ua-1"])
except typst.TypstError as error:
    print("with PDF/UA-1:", error.message)
else:
    raise AssertionError("this changed")
PYTHON
