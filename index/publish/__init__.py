"""Publishes the store as an immutable generation, from which the public site and the commands answer."""
