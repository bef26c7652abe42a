"""What the site is, what it reads, how it sorts, what it keeps of a visit, and whom to write to."""
