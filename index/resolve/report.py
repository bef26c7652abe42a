"""What a resolution did, in counts."""

from dataclasses import asdict, dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolveReport:
    """`changed` counts listings that stand with another provider, or under another name, than before."""

    whole: bool = True
    """Everything was compared, or only what had changed."""
    listings: int
    looked_at: int = 0
    """Listings that were put together anew; `ambiguous` and `vetoes` are counted among them."""
    pairs: int = 0
    """Pairs of listings that were compared."""
    providers: int
    new: int
    merged: int
    split: int
    mixed_up: int = 0
    """Earlier practitioners who were two people and are parted now; `pinpoint resolve parted` lists them."""
    changed: int
    ambiguous: int
    """Listings that fit two NPI holders about equally well, and joined neither."""
    doubts: int
    """Pairs of providers that may be one and were kept apart; `pinpoint review list` shows them."""
    coverage: float
    """Estimated share of people whom the NPI registers hold, 0 to 1."""
    oversized_blocks: int
    overruled: int = 0
    """Pairs that an operator called the same and that another word of an operator keeps apart."""
    vetoes: dict[str, int] = field(default_factory=dict)
    """Links refused, by the name of the veto."""

    def as_dict(self) -> dict[str, float | dict[str, int]]:
        """Return the counts by name."""
        return asdict(self)
