"""The NPI registry's monthly file."""
