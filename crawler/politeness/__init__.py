"""Politeness towards other people's hosts: which addresses may be requested, and how often."""
