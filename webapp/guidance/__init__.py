"""The guide: what dry needling is, whom it may suit, how to choose, what to expect, which signs are warnings."""
