"""Turns the store into immutable generations, and reads them: what the public site and the commands answer from."""
