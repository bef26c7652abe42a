"""Text of a pair of listings for an operator: both sides, the evidence for and against, the decisions."""

from collections.abc import Iterator
from dataclasses import asdict

from index.resolve.compare.signals import Reason
from index.resolve.review.explanation import Explanation
from index.resolve.review.pair_view import Side, compared_fields


def lines_of(found: Explanation) -> Iterator[str]:
    """Yield an explanation line by line."""
    yield from _sides(*found.sides)
    yield ""
    yield from _reasons("for one identity", [reason for reason in found.reasons if reason.points > 0])
    yield from _reasons("against it", [reason for reason in found.reasons if reason.points <= 0])
    yield from _sum(found)
    yield from _forbidden(found)
    if found.doubt:
        yield f"in the queue: {found.doubt}"
    for one in found.decisions:
        yield f"decided: {one.verdict} by {one.who} at {one.at}: {one.reason}"


def _sides(left: Side, right: Side) -> Iterator[str]:
    for letter, side in (("A", left), ("B", right)):
        yield f"{letter}  {'/'.join(side.key)}  {_membership(side)}"
    for field in dict.fromkeys((*left.fields, *right.fields)):
        one, other = left.fields.get(field, "(nothing)"), right.fields.get(field, "(nothing)")
        if one == other:
            yield f"{field}, both: {one}"
            continue
        yield f"{field}"
        yield f"  A  {one}"
        yield f"  B  {other}"


def _membership(side: Side) -> str:
    if not side.provider:
        return "not resolved yet"
    others = ", ".join("/".join(key) for key in side.others)
    return f"belongs to {side.provider}" + (f" with {others}" if others else " alone")


def _reasons(title: str, reasons: list[Reason]) -> Iterator[str]:
    if reasons:
        yield f"{title}:"
    for reason in sorted(reasons, key=lambda reason: -abs(reason.points)):
        yield f"{reason.points:+7.1f}  {reason.words}"


def _sum(found: Explanation) -> Iterator[str]:
    if not found.reasons:
        yield "there is no evidence for one identity"
        return
    yield f"{found.points:+7.1f}  in all"
    limits = found.limits
    yield (
        f"joined from {limits.sure:+.1f}; an NPI holder's only candidate from {limits.only_candidate:+.1f}, where no "
        f"other fits within {limits.margin:.1f}; put into the queue from {limits.doubt:+.1f}"
    )
    yield (
        f"the NPI registers list an estimated {found.coverage:.0%} of the people"
        if found.coverage
        else "the NPI registers' share of the people is unknown: too few people are in two directories"
    )


def _forbidden(found: Explanation) -> Iterator[str]:
    if found.veto:
        yield f"forbidden: {found.veto}"
    elif found.cluster_veto:
        yield f"forbidden between their clusters: {found.cluster_veto}"
    left, right = found.sides
    if left.provider and left.provider == right.provider:
        yield "they belong to one provider"
    elif left.provider and right.provider:
        yield "they belong to two providers"


def document_of(found: Explanation) -> dict[str, object]:
    """Return an explanation as JSON."""
    return {
        "sides": [
            {
                "listing": "/".join(side.key),
                "provider": side.provider,
                "beside": ["/".join(key) for key in side.others],
                "fields": side.fields,
            }
            for side in found.sides
        ],
        "compared": [asdict(one) for one in compared_fields(*found.sides)],
        "providers": [side.provider for side in found.sides],
        "points": round(found.points, 2),
        "reasons": [{"words": reason.words, "points": round(reason.points, 2)} for reason in found.reasons],
        "veto": found.veto,
        "cluster_veto": found.cluster_veto,
        "doubt": found.doubt,
        "thresholds": {
            "sure": found.limits.sure,
            "only_candidate": found.limits.only_candidate,
            "margin": found.limits.margin,
            "doubt": found.limits.doubt,
        },
        "coverage": round(found.coverage, 2),
        "decisions": [
            {"verdict": one.verdict, "who": one.who, "reason": one.reason, "at": one.at, "number": one.number}
            for one in found.decisions
        ],
    }
