"""Lists in HTML by selectors that the source file names."""
