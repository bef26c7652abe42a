"""A first look at an unknown directory: its platform, a sample of its listings, and a drafted source file."""
