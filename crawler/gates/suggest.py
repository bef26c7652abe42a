"""Gates proposed from the measures of good runs: floors a little below the lowest, ceilings at twice the highest.

The idea and the figures (a floor of 85 %, a ceiling of 200 %) are those of OpenSanctions' generator of assertions. A
run that breaks such a gate later has to be explained before anyone moves the gate.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from crawler.gates.gates import RUNS_COMPARED
from crawler.gates.measuring import FIELDS, Measured
from crawler.sources.definition import Gates
from index.store import sources
from index.store.runs import runs
from index.store.runs.runs import RunRow
from index.store.schema import run

FLOOR = 0.85
CEILING = 2.0
RARE = 0.2  # no floor for a field that fewer listings have: its share varies too much
STAMPED = {"phone": "same_phone_share", "website": "same_website_share", "address": "same_address_share"}


class NothingMeasuredError(LookupError):
    """No run of the source has been measured yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A value for one gate, and the measure behind it in words."""

    gate: str
    value: Any
    measured: str


def measured_runs(connection: Connection, source_id: str) -> Sequence[RunRow]:
    """Return the runs to derive gates from: the newest whole ones that passed, else the newest that read anything.

    Raises UnknownSourceError and NothingMeasuredError.
    """
    sources.get(connection, source_id)
    passed = [one for one in runs.passed(connection, source_id, limit=RUNS_COMPARED) if one.measured]
    if passed:
        return passed
    query = select(run.c.id).where(run.c.source == source_id, run.c.measured != "{}").order_by(run.c.id.desc())
    for number in connection.execute(query).scalars():
        one = runs.get(connection, number)
        if Measured.of(one.measured).count:
            return [one]
    raise NothingMeasuredError(
        f"no run of {source_id} has been measured yet; `pinpoint crawl {source_id} --dry-run` does it"
    )


def suggest(found: Sequence[Measured]) -> list[Suggestion]:
    """Return gates that all measured runs would pass; gates whose default suffices are left out."""
    counts = [one.count for one in found]
    suggested = [
        Suggestion(
            gate="minimum_listings",
            value=max(1, math.floor(min(counts) * FLOOR)),
            measured=f"{min(counts)} at least were read",
        ),
        Suggestion(
            gate="maximum_listings", value=math.ceil(max(counts) * CEILING), measured=f"{max(counts)} at most were read"
        ),
    ]
    if rates := _fill_rates(found):
        floors = {name: math.floor(rate * FLOOR * 100) / 100 for name, rate in rates.items()}
        measured = ", ".join(f"{name} {rate:.1%}" for name, rate in rates.items())
        suggested.append(Suggestion(gate="fill_rate", value=floors, measured=measured))
    return [*suggested, *_shares(found)]


def _fill_rates(found: Sequence[Measured]) -> dict[str, float]:
    lowest = {name: min(one.fill_rate(name) for one in found) for name in FIELDS}
    return {name: rate for name, rate in lowest.items() if rate >= RARE}


def _shares(found: Sequence[Measured]) -> list[Suggestion]:
    """Return wider shares for the gates whose measured share exceeds the default."""
    measured = {gate: max(one.most[name].share for one in found if name in one.most) for name, gate in _stamped(found)}
    measured["garbled_share"] = max(one.garbled_share for one in found)
    measured["outside_state_share"] = max(one.outside_share for one in found)
    wider = {gate: share for gate, share in measured.items() if share > Gates.model_fields[gate].default}
    return [
        Suggestion(gate=gate, value=_rounded_up(share), measured=f"{share:.1%}; is that right?")
        for gate, share in wider.items()
    ]


def _stamped(found: Sequence[Measured]) -> list[tuple[str, str]]:
    return [(name, gate) for name, gate in STAMPED.items() if any(name in one.most for one in found)]


def _rounded_up(share: float) -> float:
    return min(1.0, math.ceil(share * 100) / 100)
