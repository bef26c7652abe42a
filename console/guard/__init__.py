"""Layers around every page of the console: its address, headers, forms, roles and log."""
