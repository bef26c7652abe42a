"""Files of a list or a search, for people: CSV, XLSX and vCard 3.0, all made of the same rows."""
