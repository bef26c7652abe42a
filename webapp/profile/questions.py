"""Questions for the first call, made from what is missing: five that come first, and more."""

from dataclasses import dataclass

from index.records import AnswerA, ListingKind, Provider
from webapp.words.translate import _

FIRST = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """What a profile does not tell, so that somebody has to ask."""

    license_in_doubt: bool
    """A rule we read, or a notice, does not cover a license of theirs."""
    needs_approval: bool
    """The state wants it on record, and we did not see the record."""
    disagree_on: tuple[str, ...]
    """Fields in which sources differ, in words."""
    is_old: bool


@dataclass(frozen=True, slots=True)
class Questions:
    """The questions of a profile, in order."""

    first: tuple[str, ...]
    more: tuple[str, ...]


def questions(provider: Provider, answer: AnswerA, missing: Missing) -> Questions:
    """Return the questions for a provider: what is in doubt comes before what is asked of everybody."""
    asked = [
        _opening(provider.kind, answer, missing),
        *_in_doubt(missing),
        _training(provider),
        _("Have you treated problems like mine? How do you protect the lungs?"),
        _("Can we go slowly, and stop if I say?"),
        _("What does it cost? Do I need a referral?"),
        *_unstated(provider, missing),
        _("Do you take new patients, and when are you open?"),
        _("What should I watch for in the days after?"),
    ]
    return Questions(tuple(asked[:FIRST]), tuple(asked[FIRST:]))


def _opening(kind: ListingKind, answer: AnswerA, missing: Missing) -> str:
    if answer in {AnswerA.NO_WORD, AnswerA.SAYS_NO, AnswerA.COURSE_LISTED}:
        return _("Do you do dry needling?")
    if answer is AnswerA.DISAGREE or missing.is_old:
        return _("Do you do dry needling here now?")
    if kind is ListingKind.CLINIC:
        return _("Who does the dry needling, and what is their license?")
    return _("Do you do the needling yourself?")


def _in_doubt(missing: Missing) -> list[str]:
    asked = []
    if missing.license_in_doubt:
        asked.append(_("Which license covers this?"))
    if missing.needs_approval:
        asked.append(_("Does the state have your dry needling on record?"))
    return asked


def _training(provider: Provider) -> str:
    if any(credential.shows_dry_needling for credential in provider.credentials):
        return _("How many hours of your dry-needling course were in person?")
    return _("What training did you have, and how many hours in person?")


def _unstated(provider: Provider, missing: Missing) -> list[str]:
    asked = [_("Sources differ. Which is right: %(field)s?", field=field.lower()) for field in missing.disagree_on]
    if provider.kind is ListingKind.PERSON and not provider.professions:
        asked.append(_("What license do you have, and in which state?"))
    return asked
