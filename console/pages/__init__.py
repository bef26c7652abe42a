"""The console's pages, one file a noun; `routes.py` lists them all."""
