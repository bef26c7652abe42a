"""Member directories by Wild Apricot."""
