"""Answer B in the public's words: what a state allows a profession, and how sure we are (docs/principles.md)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from flask import url_for

from index.normalize.url import safe_url
from index.places.states import state_name, state_slug
from index.records import Certainty, Profession, StateAllows, StateRule, StateRules
from webapp.words.data_words import data_text
from webapp.words.formats import day
from webapp.words.profession_words import one, plural
from webapp.words.sources import site_name
from webapp.words.translate import N_, _

UNSURE = frozenset({Certainty.ONE_WEAK_SOURCE, Certainty.CONFLICT})

_SENTENCES = {
    StateAllows.ALLOWED_APPROVAL: N_("%(state)s lets %(people)s do dry needling if the state has it on record."),
    StateAllows.ALLOWED_TRAINING: N_("%(state)s lets %(people)s do dry needling after extra training."),
    StateAllows.ALLOWED: N_("%(state)s lets %(people)s do dry needling. We found no set number of training hours."),
    StateAllows.NO_CLEAR_RULE: N_("We found no clear rule in %(state)s for %(people)s. Ask the board."),
    StateAllows.NOT_YET: N_("%(state)s passed a law that is not in use yet. Until then %(people)s may not do this."),
    StateAllows.NOT_ALLOWED: N_("dry needling is not part of %(one)s's license in %(state)s."),
    StateAllows.NOT_FOUND: N_("We have not found %(state)s's rule for %(people)s. That does not mean yes or no."),
}
_SHORT = {
    StateAllows.ALLOWED_APPROVAL: N_("%(people)s may, if the state has it on record"),
    StateAllows.ALLOWED_TRAINING: N_("%(people)s may, after training"),
    StateAllows.ALLOWED: N_("%(people)s may"),
    StateAllows.NO_CLEAR_RULE: N_("no clear rule found for %(people)s"),
    StateAllows.NOT_YET: N_("%(people)s may not yet"),
    StateAllows.NOT_ALLOWED: N_("dry needling is not part of %(one)s's license"),
    StateAllows.NOT_FOUND: N_("rule not found for %(people)s"),
}
_WANTS_TRAINING = frozenset({StateAllows.ALLOWED_APPROVAL, StateAllows.ALLOWED_TRAINING})
_SAID_PLAINLY = frozenset({StateAllows.NO_CLEAR_RULE, StateAllows.NOT_FOUND})
"""Answers that need no word on how sure we are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleLine:
    """One rule for a page: sentences, the day it was read, and a link to what was read ("" for none)."""

    state: str
    sentences: tuple[str, ...]
    read_on: date | None
    link: str
    """The state's own page; "" for copies of a law and accounts by others, which are named without a link."""
    site: str
    """The name of the site where it was read."""
    citation: str
    hours_unread: bool
    """True where the state asks for training and we have not read the hours in the rule itself."""


def rule_line(rule: StateRule, today: date) -> RuleLine:
    """Return a rule for a page on a day."""
    return RuleLine(
        state=rule.state,
        sentences=(sentence(rule, today), *_notes(rule, today)),
        read_on=rule.read_on,
        link=safe_url(rule.source_url) if rule.is_official else "",
        site=site_name(rule.source_url),
        citation=rule.citation,
        hours_unread=_asks_for_training(rule, today) and not rule.hours_on(today),
    )


def _asks_for_training(rule: StateRule, today: date) -> bool:
    return rule.answer in _WANTS_TRAINING and rule.sure_on(today) not in UNSURE


def sentence(rule: StateRule, today: date) -> str:
    """Return the rule in one sentence that is no surer than what we read."""
    state, people = state_name(rule.state), plural(rule.profession)
    said = _(_SENTENCES[rule.answer], state=state, people=people, one=one(rule.profession))
    if rule.answer in _SAID_PLAINLY:
        return said
    sure = rule.sure_on(today)
    if sure in UNSURE:
        return _("We could not settle %(state)s's rule for %(people)s. Ask the board.", state=state, people=people)
    if sure is Certainty.SUMMARY_READ:
        return _("A summary we read says %(rule)s", rule=said)
    return _("By the rule we read, %(rule)s", rule=said) if rule.answer is StateAllows.NOT_ALLOWED else said


def short(rule: StateRule, today: date) -> str:
    """Return "physical therapists may": words to follow "Colorado: ", so they have no colon."""
    people, sure = plural(rule.profession), rule.sure_on(today)
    if rule.answer not in _SAID_PLAINLY and sure in UNSURE:
        return _("we could not settle the rule for %(people)s", people=people)
    said = _(_SHORT[rule.answer], people=people, one=one(rule.profession))
    if rule.answer in _SAID_PLAINLY or sure is Certainty.RULE_READ:
        return said
    return _("%(rule)s, says a summary we read", rule=said)


def shortly(rules: Sequence[StateRule], today: date) -> str:
    """Return several rules as short sentences to follow "Colorado: "; "" for none."""
    said = [short(rule, today) for rule in rules]
    return ". ".join([said[0], *(text[:1].upper() + text[1:] for text in said[1:])]) + "." if said else ""


def elsewhere(rules: StateRules, state: str, held: Iterable[Profession], here: str, today: date) -> str:
    """Return a state's rules for some professions, "" if it is the searched one (`here`) or either is unknown."""
    if not here or state in {here, ""}:
        return ""
    ruled = [rules.rule(state, one) for one in dict.fromkeys(held) if one is not Profession.OTHER]
    if not ruled:
        return _("%(state)s has rules of its own.", state=state_name(state))
    return _("%(state)s: %(rules)s", state=state_name(state), rules=shortly(ruled, today))


def _notes(rule: StateRule, today: date) -> list[str]:
    notes = []
    if hours := rule.hours_on(today):
        notes.append(_("Training: %(hours)s.", hours=data_text(hours)))
    if rule.in_force_from:
        notes.append(_("The law can be used from %(day)s.", day=day(rule.in_force_from)))
    if rule.bill:
        notes.append(_("A bill or a proposed rule may change this, or may have done so."))
    if rule.is_overdue(today):
        if rule.read_on:
            notes.append(_("We have not re-checked this since %(day)s.", day=day(rule.read_on)))
        else:
            notes.append(_("We have not re-checked this."))
    if rule.invented:
        notes.append(_("This rule is invented for the demonstration."))
    return notes


def caution(rule: StateRule, today: date) -> str:
    """Return the caution of a card where a notice, but not a rule that we read and reviewed, says no; else ""."""
    forbids = rule.answer in {StateAllows.NOT_ALLOWED, StateAllows.NOT_YET}
    if not forbids or rule.leaves_out_listed(today):
        return ""
    return _(
        "A notice we read says %(state)s does not allow this under %(one)s's license. Ask: which license covers this?",
        state=state_name(rule.state),
        one=one(rule.profession),
    )


def second_license(rule: StateRule, today: date) -> str:
    """Return a profile's sentence where a rule that we read and reviewed does not cover a license; else ""."""
    if not rule.leaves_out_listed(today):
        return ""
    return _("A second license can change this. Ask: Which license covers this?")


def may_be_called(rule: StateRule) -> bool:
    """Return whether people with no word from sources may be places to call under this rule (principles, rule 3)."""
    if rule.answer in {StateAllows.ALLOWED, StateAllows.ALLOWED_APPROVAL, StateAllows.ALLOWED_TRAINING}:
        return True
    return rule.profession is Profession.PHYSICAL_THERAPIST and rule.answer is StateAllows.NO_CLEAR_RULE


def state_path(state: str) -> str:
    """Return the address of a state's page in the language of the request: "/states/new-mexico" for "NM"."""
    return url_for("states.state", slug=state_slug(state))
