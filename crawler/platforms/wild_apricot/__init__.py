"""Member directories made with Wild Apricot."""
