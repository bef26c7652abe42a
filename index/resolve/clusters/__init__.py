"""From scored links to clusters of listings."""
