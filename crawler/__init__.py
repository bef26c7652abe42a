"""The crawler: a source is one YAML file, a platform reads its format, and each run ends with a verdict."""
