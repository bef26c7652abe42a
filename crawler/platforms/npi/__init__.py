"""The NPI registry's API, its records and its deactivations."""
