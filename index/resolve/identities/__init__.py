"""The stable ids of practitioners and clinics."""
