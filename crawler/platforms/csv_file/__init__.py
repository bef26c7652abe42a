"""Tables of one's own: which column is what, and the rows."""
