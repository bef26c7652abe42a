"""The exclusion list in which NPIs are looked up when a generation is published."""

from sqlalchemy import Connection

from index.published.manifest import ExclusionList
from index.records import RegisterKind
from index.store.listings import register_entries
from index.store.runs import runs


def exclusion_list(connection: Connection) -> ExclusionList | None:
    """Return the list with the month of its newest file; None where no full file was read or none says its month."""
    entries = [
        seen.entry
        for seen in register_entries.of_kind(connection, RegisterKind.EXCLUSIONS)
        if not seen.missing_since and seen.entry.as_of
    ]
    whole = {source for source in {entry.source for entry in entries} if runs.passed(connection, source, limit=1)}
    found = [(entry.as_of, entry.url) for entry in entries if entry.as_of and entry.source in whole]
    if not found:
        return None
    as_of, url = max(found)
    return ExclusionList(url=url, as_of=as_of.isoformat())
