"""Answer B in the public's words: what a state allows a profession, and how sure we are of that (SITE 1.2, 1.3)."""

from dataclasses import dataclass
from datetime import date

from index.places.states import state_name
from index.records import AnswerB, Profession, StateRule, Sure
from index.vocabulary.professions import label, plural
from webapp.words.day import day
from webapp.words.safe_link import safe_link

UNSURE = frozenset({Sure.ONE_WEAK_SOURCE, Sure.CONFLICT})

_SENTENCES = {
    AnswerB.ALLOWED_APPROVAL: "{state} lets {people} do dry needling if the state has it on record.",
    AnswerB.ALLOWED_TRAINING: "{state} lets {people} do dry needling after extra training.",
    AnswerB.ALLOWED: "{state} lets {people} do dry needling. We found no set number of training hours.",
    AnswerB.NO_CLEAR_RULE: "We found no clear rule in {state} for {people}. Ask the board.",
    AnswerB.NOT_YET: "{state} passed a law that is not in use yet. Until then {people} may not do this.",
    AnswerB.NOT_ALLOWED: "dry needling is not part of {one}'s license in {state}.",
    AnswerB.NOT_FOUND: "We have not found {state}'s rule for {people}. That does not mean yes or no.",
}
_SAID_PLAINLY = frozenset({AnswerB.NO_CLEAR_RULE, AnswerB.NOT_FOUND})
"""What we did not find needs no word on how we know it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleLine:
    """One rule for a page: sentences, the day we read it, and a link to what we read ("" where there is none)."""

    sentences: tuple[str, ...]
    read_on: date | None
    link: str
    citation: str


def rule_line(rule: StateRule, today: date) -> RuleLine:
    """Return what a page says of a rule on a day."""
    return RuleLine(
        sentences=(sentence(rule, today), *_notes(rule, today)),
        read_on=rule.read_on,
        link=safe_link(rule.source_url),
        citation=rule.citation,
    )


def sentence(rule: StateRule, today: date) -> str:
    """Return the rule in one sentence that says no more than we are sure of."""
    one = _with_article(label(rule.profession).lower())
    said = _SENTENCES[rule.answer].format(state=state_name(rule.state), people=plural(rule.profession), one=one)
    if rule.answer in _SAID_PLAINLY:
        return said
    sure = rule.sure_on(today)
    if sure in UNSURE:
        return f"We could not settle {state_name(rule.state)}'s rule for {plural(rule.profession)}. Ask the board."
    if sure is Sure.SUMMARY_READ:
        return f"A summary we read says {said}"
    return f"By the rule we read, {said}" if rule.answer is AnswerB.NOT_ALLOWED else said


def _notes(rule: StateRule, today: date) -> list[str]:
    notes = []
    if rule.hours and rule.sure_hours is Sure.RULE_READ:
        notes.append(f"Training: {rule.hours}.")
    if rule.review_by is not None and today > rule.review_by:
        since = f" since {day(rule.read_on)}" if rule.read_on else ""
        notes.append(f"We have not re-checked this{since}.")
    if rule.invented:
        notes.append("This rule is invented for the demonstration.")
    return notes


def caution(rule: StateRule, today: date) -> str:
    """Return the one caution of a card: a notice that we read, but not the rule itself, says no. Otherwise ""."""
    forbids = rule.answer in {AnswerB.NOT_ALLOWED, AnswerB.NOT_YET}
    if not forbids or rule.leaves_out_listed(today):
        return ""
    who = _with_article(label(rule.profession).lower())
    notice = f"A notice we read says {state_name(rule.state)} does not allow this under {who}'s license."
    return f"{notice} Ask: which license covers this?"


def second_license(rule: StateRule, today: date) -> str:
    """Return what a profile says where the rule we read and reviewed does not cover a license. Otherwise ""."""
    if not rule.leaves_out_listed(today):
        return ""
    return "A second license can change this. Ask: Which license covers this?"


def _with_article(noun: str) -> str:
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"


def may_be_called(rule: StateRule) -> bool:
    """Return whether people of no word under this rule belong in the places to call (SITE 2.3)."""
    if rule.answer in {AnswerB.ALLOWED, AnswerB.ALLOWED_APPROVAL, AnswerB.ALLOWED_TRAINING}:
        return True
    return rule.profession is Profession.PHYSICAL_THERAPIST and rule.answer is AnswerB.NO_CLEAR_RULE
