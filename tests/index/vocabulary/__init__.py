"""The vocabularies and the loader that refuses what it does not know."""
