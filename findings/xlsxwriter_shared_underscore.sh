#!/usr/bin/env bash
# Guess:     a text with what OOXML calls an escape (`_x0041_`, ECMA-376 part 1, 22.9.2.19) is written so that every
#            reader gets the same text back.
# Behavior:  XlsxWriter 3.3.1 escapes the first of two that share an underscore and leaves the second, so a reader that
#            follows the standard finds a letter that nobody wrote. openpyxl 3.1.5 does not follow it: it gives the text
#            back where the standard says otherwise, and loses part of a text that has the escape of an underscore in it.
# Why:       ids and part numbers of this form change in a workbook, each program shows another text, and a filter that
#            looked at the text before it was written has not seen the letter.
# Seen:      2026-11-30, on PyPI's XlsxWriter 3.3.1 and openpyxl 3.1.5.
. "$(dirname "$0")/environment.sh"
install XlsxWriter==3.3.1 openpyxl==3.1.5 et_xmlfile==2.0.0
run_python <<'PYTHON'
import io
import re
import zipfile

import openpyxl
import xlsxwriter

ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")


def written(text):
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        book.add_worksheet().write_string(0, 0, text)
    return file


def by_the_standard(file):
    strings = zipfile.ZipFile(file).read("xl/sharedStrings.xml").decode()
    (text,) = re.findall(r"<t[^>]*>(.*?)</t>", strings)
    return ESCAPE.sub(lambda escape: chr(int(escape[1], 16)), text)


for text, standard, openpyxls in [
    ("_x0041_", "_x0041_", "_x0041_"),
    ("_x0041_x0042_", "_x0041B", "_x0041_x0042_"),
    ("a_x005F_x0041_b", "a_x005FAb", "a_x0041_b"),
]:
    file = written(text)
    found = by_the_standard(file), openpyxl.load_workbook(file).active["A1"].value
    print(f"{text} is read as {found[0]} by the standard, as {found[1]} by openpyxl")
    assert found == (standard, openpyxls), "this changed"
PYTHON
