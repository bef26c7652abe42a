"""Makes the table of places and the outlines; a search needs nothing from here."""
