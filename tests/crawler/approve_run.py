"""Accepts a held run in a process of its own: `approve_run RUN BATCH`, BATCH listings at a time."""

import sys

from crawler.runs.decisions import Acceptance, approve
from index import settings
from index.store import open_store, promotion

if __name__ == "__main__":
    run_id, promotion.BATCH = map(int, sys.argv[1:])
    store = open_store(settings.current().database_url)
    approve(store, run_id, Acceptance(who="Jo", reason="seen on the site"))
    store.close()
