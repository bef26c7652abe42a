"""Who is who: which listing belongs to which provider, over time."""
