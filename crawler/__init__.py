"""Reads sources: one YAML file each, a platform that knows its shape, a run that ends with a verdict."""
