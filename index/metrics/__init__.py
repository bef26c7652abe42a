"""Figures for Prometheus: what the site counts of its requests, and the state of a home."""
