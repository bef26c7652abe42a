"""Runs, their pages, staged rows, changes and causes."""
