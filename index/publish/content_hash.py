"""The SHA-256 of the content export: two generations that say the same have the same."""

import hashlib
from collections.abc import Iterable

from index.publish.document import provider_document
from index.publish.export import ExportFormat, export_lines
from index.records import Provider


def content_sha256(providers: Iterable[Provider]) -> str:
    """Return the hash of `export --format jsonl --content` in hex."""
    digest = hashlib.sha256()
    for line in export_lines(map(provider_document, providers), ExportFormat.JSONL, content=True):
        digest.update(line.encode())
    return digest.hexdigest()
