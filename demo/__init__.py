"""The demonstration: an invented world of practitioners and clinics, and the directories and sites that list them."""
