"""Pages of text stored as data; a page with a figure that names no source is not loaded."""
