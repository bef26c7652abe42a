"""Incremental resolution: compares only changed listings, with the snapshot of the last resolution."""
