"""The public's words for values of records. Slugs and codes never reach a page."""
