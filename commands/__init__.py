"""Every command `pinpoint VERB`, one file a noun. The only room above all others."""
