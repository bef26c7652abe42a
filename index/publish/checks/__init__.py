"""Checks against public registers: licenses by number, deactivated NPIs, exclusions that a person confirmed."""
