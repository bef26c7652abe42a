"""What a document says apart from who numbered it and when it was read: equal content is equal byte for byte."""

from index.publish.document import ClaimDocument, ProviderDocument

VOLATILE = frozenset({"id", "read_on", "first_seen", "last_seen", "run"})
"""Names of ids, dates and run numbers, at any depth.

An NPI, a license number and what a source calls its own listing are content.
"""


def content_document(document: ProviderDocument) -> dict[str, object]:
    """Return the document without ids, dates and run numbers, its claims sorted."""
    content = {name: _content(value) for name, value in document.items() if name not in VOLATILE}
    claims = sorted(document["claims"], key=_claim_key)
    return content | {"claims": [_content(claim) for claim in claims]}


def _claim_key(claim: ClaimDocument) -> tuple[str, ...]:
    return claim["field"], claim["value"], claim["source"], claim["source_id"], claim["url"]


def _content(value: object) -> object:
    if isinstance(value, dict):
        return {name: _content(inner) for name, inner in value.items() if name not in VOLATILE}
    if isinstance(value, list):
        return [_content(inner) for inner in value]
    return value
