#!/usr/bin/env bash
# Guess:     a sheet is read as it stands: cell B3 is in the third row and the second column, an identifier of ten digits
#            is what Excel shows, and an error is told from an empty cell.
# Behavior:  python-calamine 0.9.1 begins at the first used cell unless it is asked not to, gives a whole number as a
#            float (1234567893.0), and gives `#N/A` as an empty text.
# Why:       columns looked up by their letter are off by the empty ones, NPIs end with ".0", a broken formula is "no value".
# Seen:      2026-11-29, on PyPI's python-calamine 0.9.1, with sheets written by openpyxl 3.1.5.
. "$(dirname "$0")/environment.sh"
install python-calamine==0.9.1 openpyxl==3.1.5
run_python <<'PYTHON'
from openpyxl import Workbook
from python_calamine import CalamineWorkbook

book = Workbook()
sheet = book.active
sheet["B3"], sheet["C3"], sheet["D3"] = 1234567893, "#N/A", "Salida"
sheet["C3"].data_type = "e"
book.save("sheet.xlsx")

rows = CalamineWorkbook.from_path("sheet.xlsx").get_sheet_by_index(0).to_python()
print("by default:", rows)
assert rows == [[1234567893.0, "", "Salida"]], "this changed"
whole = CalamineWorkbook.from_path("sheet.xlsx").get_sheet_by_index(0).to_python(skip_empty_area=False)
print("with skip_empty_area=False:", whole)
assert (len(whole), len(whole[2]), whole[2][1]) == (3, 4, 1234567893.0), "this changed"
PYTHON
