"""The sheet *Options for you*: up to four people or clinics, warning signs and questions, in one or two languages."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from webapp.article.article import Article
from webapp.article.article import Section as ArticleSection
from webapp.article.sentence import Sentence
from webapp.article.signatures import still_said
from webapp.article.translation import translations
from webapp.guidance.pages import guide, guide_in_language
from webapp.languages import DEFAULT, speaking
from webapp.referrals.sheets.fitting import SMALLER, fits, fitted, sized
from webapp.referrals.sheets.sheet import LONGEST, Line, Part, Section, Sheet, item, shown, step, text, words
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
LEAST_NOTES = 2

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
    alone = address if len(languages) == 1 else ""
    in_full = Sheet(
        title=title,
        language=first,
        head=tuple(line for one in languages for line in _head(one, today)),
        rows=(*_people(everybody, in_full=True), *_guided(languages, in_full=True)),
        foot=tuple(
            _foot(one, alone, is_first=one == first, is_demonstration=is_demonstration, of=len(languages))
            for one in languages
        ),
        notes=notes,
    )
    shorter = replace(in_full, rows=(*_people(everybody, in_full=False), *_guided(languages, in_full=False)))
    is_last = len(languages) == 1
    made = fitted((*sized(in_full), *sized(shorter)), LEAST_NOTES, is_last=is_last)
    if is_last or fits(made, LEAST_NOTES):
        return made
    return fitted(sized(shorter, SMALLER), LEAST_NOTES)


def _head(spoken: str, today: date) -> Iterator[Line]:
    with speaking(spoken):
        yield text(words(printed(today), language=spoken), words(do_not_use_after(today), language=spoken, strong=True))


def _foot(spoken: str, address: str, *, is_first: bool, is_demonstration: bool, of: int) -> Line:
    with speaking(spoken):
        unreviewed = _("Translation not reviewed. The English page has the original words.")
        if of > 1:
            unreviewed = _("Translation not reviewed.")  # the original words are next to it
        said = [
            _("Demonstration: everybody here is invented.") if is_demonstration else "",
            _("A listing is not a check of a person."),
            _(CONFIRM) if is_first else "",
            "" if _is_reviewed(spoken) else unreviewed,
            address,
        ]
        return text(words(" ".join(filter(None, said)), language=spoken, most=600))


def _is_reviewed(spoken: str) -> bool:
    return spoken == DEFAULT or all(translations(spoken, "guide")[page].review for page in (WARNING_SIGNS, FIRST_CALL))


# People


def _people(everybody: Everybody, *, in_full: bool) -> Iterator[tuple[Section, ...]]:
    """Yield two rows for each person; without `in_full` the words that another line of the sheet has too are left out.

    What the label does not show and a caution are asked in the line *Ask*, and a phone's source is in one language.
    """
    for number, same in enumerate(zip(*everybody.values(), strict=True), 1):
        yield (_person(number, dict(zip(everybody, same, strict=True)), in_full=in_full),)
        yield tuple(
            Section(heading="", language=spoken, lines=tuple(_said(facts, spoken, in_full=in_full)))
            for spoken, facts in zip(everybody, same, strict=True)
        )


def _person(number: int, facts: Mapping[str, ReferralFacts], *, in_full: bool) -> Section:
    first = next(iter(facts))
    one = facts[first]
    phones = facts if in_full else {first: one}
    return Section(
        heading=shown(f"{number}. {', '.join(filter(None, (one.name, one.letters)))}"),
        language=first,
        lines=(text(_place(one), rows=3),),
        aside=tuple(_phone(phones)),
    )


def _place(facts: ReferralFacts) -> Part:
    organization = shown(facts.organization)
    place = ", ".join(filter(None, (organization, facts.place_line)))
    return words(" · ".join(filter(None, (place, facts.miles))), most=2 * LONGEST, value=organization)


def _phone(facts: Mapping[str, ReferralFacts]) -> Iterator[Line]:
    for at, (spoken, one) in enumerate(facts.items()):
        with speaking(spoken):
            if one.phone is None:
                yield text(words(_("Phone: not stated by any source we read."), language=spoken))
                continue
            if at == 0:
                yield text(words(one.phone.spoken, number=True), rows=2)
            yield text(number_source(one.phone, spoken), rows=2)


def _said(facts: ReferralFacts, spoken: str, *, in_full: bool) -> Iterator[Line]:
    with speaking(spoken):
        profession = shown(facts.profession_line)
        caution = facts.cautions[0] if facts.cautions else ""
        parts = (
            words(f"{profession}." if profession else "", value=profession),
            words(f"{facts.label.removesuffix('.')}.", strong=True),
            words(caution if in_full else "", most=300),
            *answer_sources(facts),
            words(facts.line if in_full else ""),
            words(facts.age),
        )
        yield text(*(part for part in parts if part.words), rows=6)
        asked = [one.text for one in facts.questions[:1]]
        if caution and not in_full:
            asked.append(_("Which license covers this?"))
        if asked:
            yield text(words(_("Ask:"), strong=True), *map(words, asked))


# Sentences of the guide


def _guided(languages: Sequence[str], *, in_full: bool) -> Iterator[tuple[Section, ...]]:
    """Yield the signs and questions: lists in one language, text side by side in two."""
    if len(languages) == 1:
        yield from _one(languages[0])
        return
    yield tuple(_signs_as_text(spoken, in_full=in_full) for spoken in languages)
    yield tuple(_questions_as_steps(spoken) for spoken in languages)


def _one(spoken: str) -> Iterator[tuple[Section, ...]]:
    with speaking(spoken):
        emergency, room, doctor, asked = (_section(*at) for at in _PLACES)
        say = emergency.blocks[1].items[0][0]
        lead = text(*_parts(_page(WARNING_SIGNS).lead, spoken))
        yield (_listed(emergency, spoken, before=(lead,), after=(text(_part(say, spoken, strong=True)),)),)
        yield (_listed(room, spoken), _listed(doctor, spoken))
        unsigned = _unsigned(spoken, whole=True)
        yield (Section(heading="", lines=(text(*unsigned),) if unsigned else (), language=spoken),)
        steps = (step(*_parts(one, spoken)) for one in asked.blocks[0].items)
        yield (Section(heading=asked.heading, lines=tuple(steps), language=spoken),)


def _listed(
    section: ArticleSection, spoken: str, before: tuple[Line, ...] = (), after: tuple[Line, ...] = ()
) -> Section:
    items = tuple(item(*_parts(one, spoken)) for one in section.blocks[0].items)
    return Section(heading=section.heading, lines=(*before, *items, *after), language=spoken)


def _signs_as_text(spoken: str, *, in_full: bool) -> Section:
    """Return the signs as paragraphs; without `in_full` the last of them ends with the words on who signed them."""
    with speaking(spoken):
        emergency, room, doctor, _asked = (_section(*at) for at in _PLACES)
        say = emergency.blocks[1].items[0][0]
        unsigned = _unsigned(spoken, whole=False)
        said = (
            (*_all_parts(emergency, spoken), _part(say, spoken, strong=True)),
            (_lead_in(room, spoken), *_all_parts(room, spoken)),
            (_lead_in(doctor, spoken), *_all_parts(doctor, spoken), *(() if in_full else unsigned)),
            unsigned if in_full else (),
        )
        lines = tuple(text(*parts) for parts in said if parts)
        return Section(heading=emergency.heading, lines=lines, language=spoken)


def _lead_in(section: ArticleSection, spoken: str) -> Part:
    return words(f"{section.heading}:", language=_language(section.heading, spoken), strong=True)


def _all_parts(section: ArticleSection, spoken: str) -> Iterator[Part]:
    return (part for sentences in section.blocks[0].items for part in _parts(sentences, spoken))


def _unsigned(spoken: str, *, whole: bool) -> tuple[Part, ...]:
    """Return the guide's own words on who signed the signs while one of its judgments waits for a signature.

    Without `whole` only what is marked strong there. Nothing once they are all signed.
    """
    said = _section(WARNING_SIGNS, HOW_WE_KNOW).blocks[-1].items[0]
    if not any(one.until_signed for one in still_said(guide()[WARNING_SIGNS], said)):
        return ()
    return _parts([one for one in said if whole or one.until_signed], spoken)


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
