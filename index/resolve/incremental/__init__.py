"""Resolving only what changed, with what an earlier resolution left."""
