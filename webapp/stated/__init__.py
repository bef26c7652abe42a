"""Stated values with their sources and days, as every output shows them: pages, lists, sheets and files."""
