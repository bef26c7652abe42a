"""Source files: how one is described, and the files that ship."""
