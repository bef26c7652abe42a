"""Maps made with Google My Maps, read as KML."""
