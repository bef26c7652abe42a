"""The sheet *Referral* to one person or clinic. What is known is printed, each field about a patient is a blank."""

from collections.abc import Iterator
from datetime import date

from index.published.manifest import ExclusionList
from index.settings import current
from webapp.about.pages import pages, pages_in_language
from webapp.article.sentence import Sentence
from webapp.languages import language
from webapp.referrals.sheets.fitting import fitted, sized
from webapp.referrals.sheets.sheet import (
    LONGEST,
    Line,
    Part,
    Section,
    Sheet,
    blank,
    box,
    boxes,
    fields,
    shown,
    text,
    words,
)
from webapp.referrals.sheets.stated_words import answer_sources, do_not_use_after, number_source, printed
from webapp.stated.checked import Exclusion, not_matched
from webapp.stated.numbers import CONFIRM
from webapp.stated.referral_facts import ReferralFacts
from webapp.words.data_words import data_language, data_text
from webapp.words.translate import _

CLINICIANS, BILLING = "clinicians", "Billing"
"""The page and its section, in English, that the sentences on codes are from."""
_CODES = 2
"""Sentences taken: the codes, and for which profession Medicare does not pay."""


def referral_sheet(
    facts: ReferralFacts,
    today: date,
    address: str,
    *,
    looked_up: ExclusionList | None = None,
    is_demonstration: bool = False,
) -> Sheet:
    """Return the sheet in the language of the request; `address` is that of the profile, as one would type it.

    `looked_up` is the exclusion list in which NPIs were looked up.
    """
    site = current().site_name
    sections = (
        _section(_("To"), *_to(facts)),
        _section(
            _("From"),
            fields(blank(_("Name"), 3), blank(_("NPI"), 2)),
            fields(blank(_("Phone")), blank(_("Fax"))),
        ),
        _section(
            _("Patient"),
            fields(blank(_("Name"), 2), blank(_("Birth date"))),
            fields(blank(_("Phone")), blank(_("Plan, ID"))),
            fields(blank(_("Interpreter")), box(_("very nervous about needles"))),
        ),
        _section(_("Reason"), fields(blank("")), fields(blank("", 2), blank(_("ICD-10")), blank(_("Since")))),
        _section(
            _("Request"),
            boxes(
                box(_("evaluate and treat; needling only if suitable")),
                box(_("evaluate and advise")),
                box(_("no needling over:"), 3),
            ),
        ),
        _section(_("Check"), boxes(*_checks())),
        Section(
            heading=_("What %(site)s knows (from public sources; not a check of this person)", site=site),
            lines=tuple(_known(facts, looked_up)),
            language=language(),
        ),
        _section(
            _("Send back"),
            boxes(
                box(_("plan")),
                box(_("dry needling done: yes / no")),
                box(_("problems")),
                box(_("discharge")),
                words(_("Please send this to the fax above, under From.")),
            ),
        ),
        _section(_("Signed"), fields(blank("", 3), blank(_("Date")))),
    )
    sheet = Sheet(
        title=_("Referral for evaluation: dry needling if suitable"),
        language=language(),
        head=(text(words(printed(today))), text(words(do_not_use_after(today), strong=True))),
        rows=tuple((section,) for section in sections),
        foot=tuple(_foot(address, is_demonstration=is_demonstration)),
    )
    return fitted(sized(sheet))


def _section(heading: str, *lines: Line) -> Section:
    return Section(heading=heading, lines=lines, language=language(), is_at_left=True)


def _to(facts: ReferralFacts) -> Iterator[Line]:
    name = shown(", ".join(filter(None, (facts.name, facts.letters))))
    npi = _("NPI %(number)s", number=facts.npi) if facts.npi else _("NPI: not stated.")
    more = " · ".join(filter(None, (facts.profession_line, "" if facts.is_clinic and not facts.npi else npi)))
    yield text(words(name, strong=True, value=name), words(f"· {more}"), rows=3)
    organization = shown(facts.organization)
    place = ", ".join(filter(None, (organization, facts.place_line)))
    withheld = _("town and ZIP only")
    said = f"{place} ({withheld})" if facts.is_withheld else place
    yield text(words(said, most=2 * LONGEST, value=organization), rows=3)
    if facts.phone:
        source = number_source(facts.phone, in_brackets=True)
        yield text(words(_("Phone")), words(facts.phone.spoken, number=True), source, rows=2)
    else:
        yield text(words(_("Phone: not stated by any source we read.")))
    if facts.fax:
        yield boxes(
            words(_("Fax")),
            words(facts.fax.spoken, number=True),
            number_source(facts.fax, in_brackets=True),
            box(_("confirmed by phone"), 2),
        )
    else:
        yield text(words(_("Fax: not stated by any source we read.")))
        yield fields(blank(_("Ask by phone:")))
    yield text(words(_(CONFIRM), strong=True))


def _checks() -> tuple[Part, ...]:
    return (
        box(_("blood thinner:"), 2),
        box(_("bleeding disorder")),
        box(_("pregnant")),
        box(_("infection")),
        box(_("weak immune system")),
        box(_("diabetes")),
        box(_("epilepsy")),
        box(_("lymphedema")),
        box(_("vascular disease")),
        box(_("implant or surgery in the area:"), 2),
        box(_("metal allergy")),
        box(_("other:"), 2),
        box(_("none known")),
    )


def _known(facts: ReferralFacts, looked_up: ExclusionList | None) -> Iterator[Line]:
    label = words(f"{facts.label.removesuffix('.')}.")
    yield _fact(_("Dry needling"), label, *answer_sources(facts), words(facts.line), words(facts.age))
    training = _("Lists: %(letters)s", letters=", ".join(facts.training)) if facts.training else _("Not stated.")
    yield _fact(_("Training"), words(training))
    yield _fact(_("State rule"), words(" ".join(filter(None, (facts.rule, *facts.cautions[:1]))), most=300))
    duties = [words(data_text(duty), language=data_language(duty)) for duty in facts.duties]
    yield _fact(_("State duty"), *(duties or [words(_("We know of none."))]))
    if not facts.is_clinic:
        first = facts.licenses[0]
        yield _fact(_("License"), words(". ".join(filter(None, (first.license, first.said))), most=300))
    if facts.taxonomy_said:
        yield _fact(_("Taxonomy"), words(facts.taxonomy_said), rows=2)
    if said := facts.exclusion or _not_matched(facts, looked_up):
        yield _fact(_("NPI number"), words(said.said, most=300), words(said.link.removeprefix("https://")))
    yield _fact(_("Codes"), *(words(one.text, language=one.language, most=300) for one in _billing()))


def _not_matched(facts: ReferralFacts, looked_up: ExclusionList | None) -> Exclusion | None:
    """Return the sentence on an NPI without a confirmed match; None for a clinic, which is never looked up."""
    return not_matched(looked_up) if looked_up and facts.npi and not facts.is_clinic else None


def _billing() -> list[Sentence]:
    at = [section.heading for section in pages()[CLINICIANS].sections].index(BILLING)
    return list(pages_in_language()[CLINICIANS].sections[at].blocks[0].items[0][:_CODES])


def _fact(name: str, *said: Part, rows: int = 3) -> Line:
    return text(words(f"{name}:", strong=True), *said, rows=rows)


def _foot(address: str, *, is_demonstration: bool) -> Iterator[Line]:
    said = [address, _("No patient data is entered on or kept by %(site)s.", site=current().site_name)]
    if is_demonstration:
        said.append(_("Demonstration: everybody here is invented."))
    yield text(words(" · ".join(said), most=300))
