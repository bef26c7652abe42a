"""Formats that any source may come in: tables, spreadsheets, KML, JSON-LD, sitemaps and HTML."""
