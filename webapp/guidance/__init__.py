"""The guide: what dry needling is, who it may suit, how to choose, what to expect, warning signs; and problems."""
