"""State rules: a table of 51 jurisdictions, and a page for each."""
