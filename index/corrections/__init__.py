"""Corrections and removal requests that people send through the site.

The public process has no store and writes each message to an append-only file. The worker takes the messages into
the store as cases, and returns their state through the overlay.
"""
