"""From a source's own words to ours: pure functions for names, letters, addresses, phones and statements."""
