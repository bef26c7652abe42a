"""Directories made with WP Store Locator."""
