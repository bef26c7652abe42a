"""The finder: the form, and the page of results near a place."""
