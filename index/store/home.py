"""The store of this home, as a context manager."""

from collections.abc import Iterator
from contextlib import contextmanager

from index import file_modes, settings
from index.store import Store, open_store


@contextmanager
def store_of_home() -> Iterator[Store]:
    """Open the store that the settings name and close it at the end; also make the home's private files private.

    Raises what `open_store` raises where the store cannot be opened, and SettingError for a wrong setting.
    """
    here = settings.current()
    file_modes.mend(here.home)
    store = open_store(here.database_url)
    try:
        yield store
    finally:
        store.close()
