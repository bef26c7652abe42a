"""Directories that are searched around points, in ever smaller cells, so that no limit on results loses a listing."""
