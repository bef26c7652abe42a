"""Records, resolves and finds: the heart of Pinpoint. Imports neither `crawler` nor `webapp`."""
