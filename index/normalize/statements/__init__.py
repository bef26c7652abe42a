"""Reads what sentences and labels say about dry needling and about complaints."""
