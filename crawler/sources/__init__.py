"""Sources: the definition of a source file, and the files that ship."""
