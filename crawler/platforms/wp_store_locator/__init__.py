"""Directories by WP Store Locator."""
