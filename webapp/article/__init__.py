"""Pages of text kept as data: each figure names the source it was taken from, or the page is not loaded."""
