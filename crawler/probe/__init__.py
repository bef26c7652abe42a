"""Looks at a page of an unknown directory: its platform, what reading it gives, and a source file to begin with."""
