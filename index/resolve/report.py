"""What a resolution did, in counts."""

from dataclasses import asdict, dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolveReport:
    """`changed` counts listings that stand with another provider, or under another name, than before."""

    listings: int
    providers: int
    new: int
    merged: int
    split: int
    changed: int
    ambiguous: int
    """Listings that fit two NPI holders about equally well, and joined neither."""
    oversized_blocks: int
    vetoes: dict[str, int] = field(default_factory=dict)
    """Links refused, by the name of the veto."""

    def as_dict(self) -> dict[str, int | dict[str, int]]:
        """Return the counts by name."""
        return asdict(self)
