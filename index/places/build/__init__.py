"""How the table of places and the outlines are made; nothing here is needed to answer a search."""
