"""Directories that are asked around points, in ever smaller cells, so that no limit loses a listing."""
