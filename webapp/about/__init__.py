"""Pages about the site: what it is, what it reads, how it sorts, what it keeps, and the address to write to."""
