"""The archive: every response of a run in one WARC file, its index, its reuse, and its retention."""
