"""What people tell us through the site.

The public process, which has no store, writes it to append-only files. The worker takes it into the store as cases,
and tells their state back through the overlay.
"""
