"""Coverage: which sources were read in each county, when, and where nobody has looked."""
