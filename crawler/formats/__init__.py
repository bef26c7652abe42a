"""Formats of sources: tables, spreadsheets, KML, JSON-LD, JavaScript literals, sitemaps, and HTML with its text."""
