"""Directories by Store Locator Plus, on a site of their own or in its cloud."""
