"""The sheet *Options for you*: up to four people or clinics, warning signs and questions, in one or two languages."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from webapp.article.article import Article
from webapp.article.article import Section as ArticleSection
from webapp.article.sentence import Sentence
from webapp.article.translation import is_signed
from webapp.guidance.pages import guide, guide_in_language
from webapp.languages import DEFAULT, speaking
from webapp.referrals.sheets.fitting import fitted
from webapp.referrals.sheets.sheet import Line, Part, Section, Sheet, heading, item, step, text, words
from webapp.referrals.sheets.stated_words import answer_sources, do_not_use_after, number_source, printed
from webapp.stated.numbers import CONFIRM
from webapp.stated.referral_facts import ReferralFacts
from webapp.words.translate import _

WARNING_SIGNS, FIRST_CALL = "warning-signs", "first-call"
"""Pages of the guide that a sheet takes its sentences from."""
CALL_911, EMERGENCY_ROOM, DOCTOR, HOW_WE_KNOW, QUESTIONS = (
    "Call 911", "Go to an emergency room now", "Call a doctor today", "How we know", "Five questions",
)  # fmt: skip
"""Headings of their sections, in English."""
ROOMY = 2
"""For so many people there is room for all of their lines in two languages."""
LEAST_NOTES = 2

IN_ONE_COLUMN, IN_TWO, IN_TWO_SHORT = 3, 6, 2
"""Rows that the line on dry needling keeps where it has a caution: across the sheet, in half of it, shortened there."""

Everybody = Mapping[str, Sequence[ReferralFacts]]
"""The people of a sheet in the words of each of its languages, in the same order."""


def options_sheet(everybody: Everybody, today: date, address: str, *, is_demonstration: bool = False) -> Sheet:
    """Return the sheet in the languages of `everybody`, the first of which is that of its title.

    `address` is that of the guide's page on warning signs.
    """
    languages = tuple(everybody)
    first = languages[0]
    with speaking(first):
        title, notes = _("Options for you"), _("Notes")
    sheet = Sheet(
        title=title,
        language=first,
        head=tuple(line for one in languages for line in _head(one, today)),
        rows=(
            *_people(everybody),
            *(_both(languages) if len(languages) > 1 else _one(first)),
        ),
        foot=tuple(
            _foot(one, address if len(languages) == 1 else "", is_first=one == first, is_demonstration=is_demonstration)
            for one in languages
        ),
        notes=notes,
    )
    return fitted(sheet, LEAST_NOTES)


def _head(spoken: str, today: date) -> Iterator[Line]:
    with speaking(spoken):
        yield text(words(printed(today), language=spoken), words(do_not_use_after(today), language=spoken, strong=True))


def _foot(spoken: str, address: str, *, is_first: bool, is_demonstration: bool) -> Line:
    with speaking(spoken):
        said = [
            _("Demonstration: everybody here is invented.") if is_demonstration else "",
            _("A listing is not a check of a person."),
            _(CONFIRM) if is_first else "",
            "" if _is_reviewed(spoken) else _("Translation not reviewed. The English page has the original words."),
            address,
        ]
        return text(words(" ".join(filter(None, said)), language=spoken, most=600))


def _is_reviewed(spoken: str) -> bool:
    return spoken == DEFAULT or all(is_signed(spoken, f"guide/{page}") for page in (WARNING_SIGNS, FIRST_CALL))


# People


def _people(everybody: Everybody) -> Iterator[tuple[Section, ...]]:
    in_full = len(everybody) == 1 or max(map(len, everybody.values())) <= ROOMY
    for number, same in enumerate(zip(*everybody.values(), strict=True), 1):
        yield (_person(number, dict(zip(everybody, same, strict=True)), in_full=in_full),)
        kept = IN_ONE_COLUMN if len(everybody) == 1 else IN_TWO if in_full else IN_TWO_SHORT
        yield tuple(
            Section(heading="", language=spoken, lines=tuple(_said(facts, spoken, kept, in_full=in_full)))
            for spoken, facts in zip(everybody, same, strict=True)
        )


def _person(number: int, facts: Mapping[str, ReferralFacts], *, in_full: bool) -> Section:
    first = next(iter(facts))
    shown = facts[first]
    place = ", ".join(filter(None, (shown.organization, shown.place_line)))
    phones = facts if in_full else {first: shown}
    return Section(
        heading=heading(f"{number}. {', '.join(filter(None, (shown.name, shown.letters)))}"),
        language=first,
        lines=(text(words(" · ".join(filter(None, (place, shown.miles))), most=240), rows=3),),
        aside=tuple(_phone(phones)),
    )


def _phone(facts: Mapping[str, ReferralFacts]) -> Iterator[Line]:
    for at, (spoken, one) in enumerate(facts.items()):
        with speaking(spoken):
            if one.phone is None:
                yield text(words(_("Phone: not stated by any source we read."), language=spoken))
                continue
            if at == 0:
                yield text(words(one.phone.spoken, number=True), rows=2)
            yield text(words(number_source(one.phone), language=spoken), rows=2)


def _said(facts: ReferralFacts, spoken: str, kept: int, *, in_full: bool) -> Iterator[Line]:
    with speaking(spoken):
        label = facts.label if facts.label.endswith(".") else f"{facts.label}."
        # The caution comes first, since a value that is cut loses its end.
        caution = facts.cautions[0] if facts.cautions else ""
        if caution and not in_full:
            caution = " ".join((_("Ask:"), _("Which license covers this?")))
        said = " ".join(filter(None, (caution, *answer_sources(facts), facts.line, facts.age)))
        profession = words(f"{facts.profession_line}." if facts.profession_line else "")
        least = kept if caution else 1
        yield text(profession, words(label, strong=True), words(said, most=400), rows=6, least=least)
        if in_full and facts.questions:
            yield text(words(_("Ask:"), strong=True), words(facts.questions[0].text), rows=3)


# Sentences of the guide


def _one(spoken: str) -> Iterator[tuple[Section, ...]]:
    """Yield the signs and questions as lists."""
    with speaking(spoken):
        emergency, room, doctor, asked = (_section(*at) for at in _PLACES)
        say = emergency.blocks[1].items[0][0]
        lead = text(*_parts(_page(WARNING_SIGNS).lead, spoken))
        yield (_listed(emergency, spoken, before=(lead,), after=(text(_part(say, spoken, strong=True)),)),)
        yield (_listed(room, spoken), _listed(doctor, spoken))
        yield (Section(heading="", lines=tuple(_unsigned(spoken, in_full=True)), language=spoken),)
        steps = (step(*_parts(one, spoken)) for one in asked.blocks[0].items)
        yield (Section(heading=asked.heading, lines=tuple(steps), language=spoken),)


def _listed(
    section: ArticleSection, spoken: str, before: tuple[Line, ...] = (), after: tuple[Line, ...] = ()
) -> Section:
    items = tuple(item(*_parts(one, spoken)) for one in section.blocks[0].items)
    return Section(heading=section.heading, lines=(*before, *items, *after), language=spoken)


def _both(languages: Sequence[str]) -> Iterator[tuple[Section, ...]]:
    """Yield the signs and questions as text, the languages side by side."""
    yield tuple(_signs_as_text(spoken) for spoken in languages)
    yield tuple(_questions_as_steps(spoken) for spoken in languages)


def _signs_as_text(spoken: str) -> Section:
    with speaking(spoken):
        emergency, room, doctor, _asked = (_section(*at) for at in _PLACES)
        say = emergency.blocks[1].items[0][0]
        lines = (
            text(*_all_parts(emergency, spoken), _part(say, spoken, strong=True)),
            *(
                text(
                    words(f"{one.heading}:", language=_language(one.heading, spoken), strong=True),
                    *_all_parts(one, spoken),
                )
                for one in (room, doctor)
            ),
        )
        return Section(heading=emergency.heading, lines=(*lines, *_unsigned(spoken, in_full=False)), language=spoken)


def _lead_in(section: ArticleSection, spoken: str) -> Part:
    return words(f"{section.heading}:", language=_language(section.heading, spoken), strong=True)


def _all_parts(section: ArticleSection, spoken: str) -> Iterator[Part]:
    return (part for sentences in section.blocks[0].items for part in _parts(sentences, spoken))


def _unsigned(spoken: str, *, in_full: bool) -> Iterator[Line]:
    """Yield the guide's own words on who signed the signs while one of its judgments waits for a signature.

    Without `in_full` only what is marked strong there.
    """
    if guide()[WARNING_SIGNS].to_sign:
        said = _section(WARNING_SIGNS, HOW_WE_KNOW).blocks[-1].items[0]
        yield text(*_parts([one for one in said if in_full or one.parts[0].strong], spoken))


def _questions_as_steps(spoken: str) -> Section:
    with speaking(spoken):
        asked = _section(*_PLACES[-1])
        steps = tuple(step(*_parts(one, spoken)) for one in asked.blocks[0].items)
        return Section(heading=asked.heading, lines=steps, language=spoken)


_PLACES = (
    (WARNING_SIGNS, CALL_911),
    (WARNING_SIGNS, EMERGENCY_ROOM),
    (WARNING_SIGNS, DOCTOR),
    (FIRST_CALL, QUESTIONS),
)


def _page(slug: str) -> Article:
    return guide_in_language()[slug]


def _section(slug: str, heading: str) -> ArticleSection:
    """Return the section of a page of the guide in the language spoken, by its English heading."""
    at = [section.heading for section in guide()[slug].sections].index(heading)
    return _page(slug).sections[at]


def _language(heading: str, spoken: str) -> str:
    return DEFAULT if any(heading in page.in_english for page in map(_page, (WARNING_SIGNS, FIRST_CALL))) else spoken


def _parts(sentences: Sequence[Sentence], spoken: str) -> tuple[Part, ...]:
    return tuple(_part(one, spoken) for one in sentences)


def _part(sentence: Sentence, spoken: str, *, strong: bool = False) -> Part:
    language = "" if sentence.language == spoken else sentence.language
    return words(sentence.text, language=language, strong=strong, most=300)
