"""Judgment of a run: its measures, the gates that it must pass, and the hash of the code that read it."""
