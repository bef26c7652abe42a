"""Directories made with Store Locator Plus, as a plugin or in its cloud."""
