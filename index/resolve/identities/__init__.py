"""Stable ids of practitioners and clinics."""
