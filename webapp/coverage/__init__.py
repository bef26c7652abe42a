"""What was read of each county, and when; and where nobody has looked."""
