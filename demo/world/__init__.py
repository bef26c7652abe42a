"""The invented world: its people and clinics, their places, and how each source lists them."""
