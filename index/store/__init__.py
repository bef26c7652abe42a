"""The store: sources, runs, staged rows, listings, identities, decisions and suppressions, in one database."""

from index.store.database import Store, open_store

__all__ = ["Store", "open_store"]
