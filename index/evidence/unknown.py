"""What is not known, by five kinds that are never one word (docs/principles.md, rule 1). Nothing here is a no."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from index.evidence.disagreement import Disagreement
from index.records import License, Profession, Quote


class UnknownKind(StrEnum):
    """Why something is not known."""

    NOT_LOOKED = "not_looked"
    """We have no source for it yet."""
    NOT_SAID = "not_said"
    """We read sources, and none of them says."""
    NO_RECORD = "no_record"
    """We looked in a register, and found no match."""
    DISAGREE = "disagree"
    """Sources differ."""
    CANNOT_KNOW = "cannot_know"
    """No public source can show it."""


class Topic(StrEnum):
    """What is not known."""

    DRY_NEEDLING = "dry_needling"
    """Whether it is done here: answer A."""
    WHO_NEEDLES = "who_needles"
    """Which person does it, where a clinic offers it."""
    STATE_RULE = "state_rule"
    """What the state of the place allows a profession: answer B."""
    LICENSE = "license"
    """Whether a license is in force, in the state's own file."""
    LICENSE_NUMBER = "license_number"
    STAFF_LICENSES = "staff_licenses"
    """The licenses of a clinic's people."""
    NPI = "npi"
    PROFESSION = "profession"
    TRAINING = "training"
    """A dry-needling course."""
    COURSE_ISSUER = "course_issuer"
    """Which of several schools gave letters that all of them give."""
    PHONE = "phone"
    ADDRESS = "address"
    WEBSITE = "website"
    PRICE = "price"
    HOURS = "hours"
    NEW_PATIENTS = "new_patients"
    SKILL = "skill"
    RESULTS = "results"
    SETTLED_HARM = "settled_harm"
    """Harm that was settled in private."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """One thing that is not known, with what is needed to say it in a sentence."""

    kind: UnknownKind
    topic: Topic
    state: str = ""
    """Of a rule or a license."""
    profession: Profession | None = None
    license: License | None = None
    """The license that was looked up, as a source states it."""
    letters: str = ""
    """As the source wrote them."""
    register: str = ""
    """Where there is no match, the source that was looked in, and `read_on` the day it was read."""
    read_on: date | None = None
    disagreement: Disagreement | None = None
    quotes: tuple[Quote, ...] = ()
    """Where sources disagree on dry needling, the deciding yes and no."""

    @property
    def subject(self) -> tuple[Topic, str, Profession | None, License | None, str]:
        """What it is about, without the kind: nothing is unknown in two ways."""
        return self.topic, self.state, self.profession, self.license, self.letters
