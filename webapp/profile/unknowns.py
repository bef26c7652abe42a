"""What we do not know, in five kinds that are never one word (SITE 1.4)."""

from dataclasses import dataclass

from index.records import ListingKind, Provider
from webapp.profile.checked import license_lines
from webapp.profile.facts import Disagreement
from webapp.words.translate import _


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknowns:
    """Things by kind of not knowing. Nothing here is a no."""

    not_looked: tuple[str, ...]
    not_said: tuple[str, ...]
    no_record: tuple[str, ...]
    """Registers we looked in without a match, each as a whole sentence."""
    disagree: tuple[str, ...]
    cannot_know: tuple[str, ...]


def unknowns(provider: Provider, disagreements: tuple[Disagreement, ...]) -> Unknowns:
    """Return what is not known of a provider."""
    return Unknowns(
        not_looked=_not_looked(provider),
        not_said=_not_said(provider),
        no_record=tuple(line.said for line in license_lines(provider) if line.is_no_record),
        disagree=tuple(one.field.lower() for one in disagreements),
        cannot_know=(_("skill"), _("results"), _("harm that was settled in private")),
    )


def _not_looked(provider: Provider) -> tuple[str, ...]:
    if provider.kind is ListingKind.CLINIC:
        return (_("the licenses of the people there"),)
    if any(line.is_looked_up for line in license_lines(provider)):
        return ()
    return (_("the license in the state's own file"),)


def _not_said(provider: Provider) -> tuple[str, ...]:
    has_course = any(credential.shows_dry_needling for credential in provider.credentials)
    stated = (
        (_("a phone number"), any(practice.location.phone for practice in provider.practices)),
        (_("a street address"), any(practice.location.street for practice in provider.practices)),
        (_("a website"), bool(provider.website)),
        (_("a profession"), bool(provider.professions) or provider.kind is ListingKind.CLINIC),
        (_("dry-needling training"), has_course),
        (_("price"), False),
        (_("opening hours"), False),
        (_("if new patients are taken"), False),
    )
    return tuple(words for words, is_there in stated if not is_there)
