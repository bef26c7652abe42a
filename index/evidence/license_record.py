"""Each license that a source states, with what a look into the state's own file gave."""

from dataclasses import dataclass

from index.normalize.license_number import license_key
from index.records import Check, CheckKind, CheckResult, License, Provider


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenseRecord:
    """A license as typed by a source. `check` is None where nobody looked: its result is no "none"."""

    license: License
    check: Check | None

    @property
    def result(self) -> CheckResult | None:
        """What the file says; None where nobody looked."""
        return self.check.result if self.check else None

    @property
    def is_found(self) -> bool:
        """Whether the state's file has it, in force or not plainly so."""
        return self.result in {CheckResult.ACTIVE, CheckResult.NOT_SETTLED}


def license_records(provider: Provider) -> tuple[LicenseRecord, ...]:
    """Return every license of a provider. Two spellings of one number are looked up once, and both have the result."""
    looked = {
        _key(check.license): check
        for check in provider.checks
        if check.kind is CheckKind.LICENSE and check.license is not None
    }
    return tuple(LicenseRecord(license=held, check=looked.get(_key(held))) for held in provider.licenses)


def _key(held: License) -> str:
    # A license of which too little is known to look it up has no key, and shares no result.
    return license_key(held.state, held.profession, held.number) or f"{held.state}|{held.profession}|{held.number}|"
