"""Answer A in the public's words: the label of a card, the line under it, and the one question to ask."""

from datetime import date

from index.published.summaries import ProviderSummary
from index.records import SourcesSay
from index.vetting.known_at_place import OLD
from webapp.words.translate import N_, _, ngettext

LABELS = {
    SourcesSay.BOARD_LISTED: N_("On the state's dry-needling list"),
    SourcesSay.PERSON_LISTED: N_("Listed as doing dry needling"),
    SourcesSay.CLINIC_OFFERS: N_("This clinic offers dry needling"),
    SourcesSay.COURSE_LISTED: N_("A dry-needling course is listed"),
    SourcesSay.NO_WORD: N_("No word on dry needling"),
    SourcesSay.SAYS_NO: N_("Does not offer dry needling"),
    SourcesSay.DISAGREE: N_("Sources disagree: ask"),
}
CHOICES = {
    SourcesSay.BOARD_LISTED: N_("On the state's list"),
    SourcesSay.PERSON_LISTED: N_("Person listed"),
    SourcesSay.CLINIC_OFFERS: N_("Clinic offers it"),
    SourcesSay.COURSE_LISTED: N_("Course listed"),
    SourcesSay.DISAGREE: N_("Sources disagree"),
}
"""The listed answers, as a filter names them."""

_LINES = {
    SourcesSay.BOARD_LISTED: N_("This shows approval by the state, not skill."),
    SourcesSay.CLINIC_OFFERS: N_("The source does not say who does it. Ask."),
    SourcesSay.COURSE_LISTED: N_("A course does not tell you if the person does this here."),
}


def label(answer: SourcesSay) -> str:
    """Return the label of an answer."""
    return _(LABELS[answer])


def choice(answer: SourcesSay) -> str:
    """Return the name of a listed answer in a filter."""
    return _(CHOICES[answer])


def line(answer: SourcesSay) -> str:
    """Return the sentence on what the answer does not show, or ""."""
    said = _LINES.get(answer)
    return _(said) if said else ""


def age(read_on: date, today: date, *, is_correction: bool = False) -> str:
    """Return a warning for a quote that was read, or that they told us, more than a year ago; else ""."""
    if today - read_on < OLD:
        return ""
    months = (today.year - read_on.year) * 12 + today.month - read_on.month
    if is_correction:
        return ngettext(
            "They told us %(num)s month ago, and we have not asked since. Call first.",
            "They told us %(num)s months ago, and we have not asked since. Call first.",
            months,
        )
    return ngettext(
        "We read this %(num)s month ago. Call first.", "We read this %(num)s months ago. Call first.", months
    )


def question(summary: ProviderSummary, answer: SourcesSay) -> str:
    """Return the one question to ask on the phone, by what is unknown; "" where the line under the label asks it."""
    if answer is SourcesSay.CLINIC_OFFERS:
        return ""
    if answer is SourcesSay.DISAGREE:
        return _("do you do dry needling here now?")
    if answer is not SourcesSay.PERSON_LISTED:
        return _("do you do dry needling here?")
    if not summary.professions:
        return _("what license do you have?")
    if not summary.lists_course:
        return _("how many hours of training were in person?")
    return _("do you do the needling yourself?")
