"""What was read: every response of a run in one WARC file, where it is found again, and for how long it is kept."""
