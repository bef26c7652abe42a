"""The demonstration: an invented world of practitioners and clinics, and four directories that speak of it."""
