"""What a search must answer, by brute force in plain Python. It imports the records, geopy's formula, anyascii, the
folding of marks, the reading of complaints and the labels of conditions, and nothing of the house's search: rules,
text and counting are written here a second time, as plainly as they go.
"""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from itertools import combinations, pairwise, product

from anyascii import anyascii
from geopy.distance import great_circle

from index.normalize.statements.complaints import read_conditions
from index.normalize.text_folding import searchable
from index.records import Practitioner, Profession, SourcesSay
from index.vocabulary.conditions import conditions

LISTED = [
    SourcesSay.BOARD_LISTED,
    SourcesSay.PERSON_LISTED,
    SourcesSay.CLINIC_OFFERS,
    SourcesSay.COURSE_LISTED,
    SourcesSay.DISAGREE,
]
GROUPS = [None, "lists_it", "does_not_say", "lists_others"]
TABLE_ORDER = [*LISTED, SourcesSay.NO_WORD, SourcesSay.SAYS_NO]


def fold(text):
    return " ".join(anyascii(text.casefold()).casefold().split())


def spelled(text):
    """The words of a text as they are written, apostrophes and all."""
    text = fold(searchable(text)).replace("`", "'")
    text = re.sub(r"s's(?![a-z0-9'])", "s", text)
    text = re.sub(r"(\S)\s*&\s*(?=\S)", r"\1 and ", text)
    text = re.sub(r"([a-z0-9]) \+ (?=[a-z0-9])", r"\1 and ", text)
    text = re.sub(r"([a-z0-9])\+(?=[a-z0-9])", r"\1 and ", text)
    dotted = r"(?<![a-z0-9])([a-z]{1,2}\.)+[a-z]{1,3}(?![a-z0-9])"
    text = re.sub(dotted, lambda found: found.group().replace(".", ""), text)
    return [word for word in re.sub(r"[^a-z0-9']+", " ", text).split() if word.strip("'")]


def words(text):
    return [word.replace("'", "") for word in spelled(text)]


SAME = [{"st", "saint"}, {"ste", "sainte"}, {"mt", "mount"}, {"ft", "fort"}]


def value_words(text):
    """For each word of a value all that finds it."""
    return [
        {word.replace("'", "")}
        | ({word[:-2].replace("'", "")} if word.endswith("'s") and word != "'s" else set())
        | next((same for same in SAME if word.replace("'", "") in same), set())
        for word in spelled(text)
    ]


def texts(provider, practice):
    """The values that text looks through, each as its words and what else finds them."""
    labels = conditions()
    values = [provider.name, practice.location.organization, practice.location.city]
    if isinstance(provider, Practitioner):
        values += [provider.person.nickname, *provider.person.former]
    values += [labels[slug].label if slug in labels else slug.replace("-", " ") for slug in provider.conditions]
    values += [quote.text for quote in practice.evidence.quotes]
    values += [text for credential in provider.credentials for text in (credential.code, credential.raw)]
    return [value_words(value) for value in values]


def parse(text):
    """(minus, quoted, text) of each term; None where an "and" parts two of them."""
    text = re.sub(r"(?i)(?<!\S)([a-z]) (?:and|&|\+) ([a-z])(?!\S)", r"\1&\2", searchable(text))
    terms = []
    while text := text.lstrip():
        minus = text.startswith("-")
        text = text[1:] if minus and text[1:2].strip() else text
        if text.startswith('"'):
            inside, _, text = text[1:].partition('"')
            terms.append((minus, True, inside))
        else:
            end = next((place for place, letter in enumerate(text) if letter.isspace() or letter == '"'), len(text))
            terms.append((minus, False, text[:end]))
            text = text[end:]
    joins = [
        n
        for n, term in enumerate(terms)
        if term[:2] == (False, False) and term[2].casefold() in {"and", "&", "+"} and 0 < n < len(terms) - 1
    ]
    return [None if n in joins else term for n, term in enumerate(terms) if n in joins or words(term[2])]


def one_slip(one, other):
    if one == other:
        return True
    letters = "abcdefghijklmnopqrstuvwxyz0123456789"
    cuts = [(one[:place], one[place:]) for place in range(len(one) + 1)]
    return (
        any(left + right[1:] == other for left, right in cuts if right)
        or any(left + letter + right == other for left, right in cuts for letter in letters)
        or any(left + letter + right[1:] == other for left, right in cuts if right for letter in letters)
        or any(left + right[1] + right[0] + right[2:] == other for left, right in cuts if len(right) > 1)
    )


def holds_side_by_side(value, phrase):
    return any(
        len(value) >= place + len(phrase) and all(word in own for word, own in zip(phrase, value[place:], strict=False))
        for place in range(len(value))
    )


def read_as_one(value):
    """What one to three neighbors of a value read as, written without blanks."""
    for place in range(len(value)):
        for run in (value[place : place + 1], value[place : place + 2], value[place : place + 3]):
            yield from map("".join, product(*run))


def is_named(wanted, own):
    """Whether each word of a name is among somebody's own: alone, as one with its neighbors, or cut in up to three."""

    def cut(word):
        ends = range(1, len(word) if len(word) <= 40 else 1)
        yield from ((word[:end], word[end:]) for end in ends)
        yield from ((word[:one], word[one:two], word[two:]) for one, two in combinations(ends, 2))

    joined = {
        number
        for first, last in combinations(range(len(wanted) + 1), 2)
        if last - first <= 3 and "".join(wanted[first:last]) in own
        for number in range(first, last)
    }
    return all(
        number in joined or any(own.issuperset(parts) for parts in cut(word)) for number, word in enumerate(wanted)
    )


class Vocabulary:
    """All words of all rows, and each two that are neighbors somewhere."""

    def __init__(self, values):
        self.words = {word for value in values for own in value for word in own}
        self.pairs = {pair for value in values for first, second in pairwise(value) for pair in product(first, second)}

    def knows(self, word):
        """Whether somebody has the word, or its parts follow one another."""
        if word in self.words:
            return True
        ends = range(1, len(word))
        if any((word[:end], word[end:]) in self.pairs for end in ends):
            return True
        return any(
            (word[:one], word[one:two]) in self.pairs and (word[one:two], word[two:]) in self.pairs
            for one, two in combinations(ends, 2)
        )


class Matcher:
    """Whether the texts of a row match a text, given the words that anybody has."""

    def __init__(self, text, vocabulary):
        self.terms = parse(text)
        self.vocabulary = vocabulary

    def __call__(self, values):
        read = {word for value in values for word in read_as_one(value)}
        plain = {word for value in values for own in value for word in own}
        return self.all_hold(self.terms, values, read, plain)

    def all_hold(self, terms, values, read, plain):
        if not terms:
            return True
        first, *rest = terms
        first_holds = first is None or self.holds(first, values, read, plain) != first[0]
        if first_holds and self.all_hold(rest, values, read, plain):
            return True
        return any(
            self.holds_as_one(terms[:several], read, plain) and self.all_hold(terms[several:], values, read, plain)
            for several in (2, 3)
            if len(terms) >= several
        )

    def holds_as_one(self, terms, read, plain):
        """Whether neighboring terms are written as one word."""
        if any(term is None or term[0] or (term[1] and len(words(term[2])) > 1) for term in terms):
            return False
        own = [words(text) for _, _, text in terms]
        begins = [not quoted and text.endswith("*") and len(words(text)) == 1 for _, quoted, text in terms]
        word = "".join(word for several in own for word in several)
        if any(begins[:-1]) or len(word) > 40 or sum(map(len, own)) > 3:
            return False
        return any(one.startswith(word) for one in plain) if begins[-1] else word in read

    def holds(self, term, values, read, plain):
        minus, quoted, text = term
        wanted = words(text)
        word = "".join(wanted)
        as_one = len(wanted) <= 3 and len(word) <= 40 and word in read
        if len(wanted) > 1:
            return any(holds_side_by_side(value, wanted) for value in values) or (as_one and not quoted)
        if not quoted and text.endswith("*"):
            return any(own.startswith(word) for own in plain)
        if len(word) >= 5 and not minus and not self.vocabulary.knows(word):
            return any(one_slip(word, own) for own in plain)
        return word in plain or as_one


@dataclass
class Row:
    provider: object
    practice: int
    miles: float
    kind: str
    state: str
    answer: SourcesSay


class Oracle:
    def __init__(self, providers, rules):
        self.providers = providers
        self.rules = rules
        self.texts = {
            (provider.id, number): texts(provider, practice)
            for provider in providers
            for number, practice in enumerate(provider.practices)
        }
        self.name_words = {provider.id: name_words(provider) for provider in providers}
        self.vocabulary = Vocabulary([value for own in self.texts.values() for value in own])

    def kind(self, provider, practice, today):
        answer, state = practice.evidence.answer, practice.location.state
        rules = [self.rules.rule(state, profession) for profession in provider.professions]
        if answer == SourcesSay.SAYS_NO:
            return "says no"
        if answer == SourcesSay.NO_WORD:
            return "nowhere" if rules and all(rule.leaves_out_no_word(today) for rule in rules) else "no word"
        return "left out" if rules and all(rule.leaves_out_listed(today) for rule in rules) else "listed"

    def rows(self, request, hidden):
        """The rows that pass everything but the filters with a "does not say" group."""
        matches = Matcher(request.text, self.vocabulary)
        wanted = words(request.name)
        for provider in self.providers:
            if provider.id in hidden:
                continue
            for number, practice in enumerate(provider.practices):
                place, answer = practice.location, practice.evidence.answer
                if place.latitude is None or place.longitude is None:
                    continue
                here = (request.latitude, request.longitude)
                miles = great_circle(here, (place.latitude, place.longitude)).miles
                kind = self.kind(provider, practice, request.today)
                asked_no = answer != SourcesSay.SAYS_NO or SourcesSay.SAYS_NO in request.answers
                if (
                    miles <= request.radius_miles
                    and (not request.states or place.state in request.states)
                    and (not request.answers or answer in request.answers)
                    and asked_no
                    and (not request.kinds or provider.kind in request.kinds)
                    and is_named(wanted, self.name_words[provider.id] | all_words([place.organization]))
                    and matches(self.texts[provider.id, number])
                ):
                    yield Row(provider, number, miles, kind, place.state, answer)

    def search(self, request, hidden=frozenset()):
        """The answer as a plain dictionary."""
        chosen = {
            "profession": request.professions,
            "credential": request.credentials,
            "license": request.license_active,
            "read": request.read_months,
        }
        chosen = [name for name, asked in chosen.items() if asked]
        rows = list(self.rows(request, hidden))

        def passes(row, names):
            return all(filter_passes(row, name, request) for name in names)

        shown = {"listed", "says no"}
        if request.include_no_word or SourcesSay.NO_WORD in request.answers:
            shown.add("no word")
        listed = {row.provider.id for row in rows if row.kind in shown and passes(row, chosen)}
        silent = {
            name: [
                row
                for row in rows
                if row.kind in shown
                and row.provider.id not in listed
                and not filter_passes(row, name, request)
                and not said(row, name)
                and passes(row, [other for other in chosen if other != name])
            ]
            for name in chosen
        }
        of_provider = {}
        for row in silent[request.unsaid] if request.unsaid else [row for row in rows if passes(row, chosen)]:
            of_provider.setdefault(row.provider.id, []).append(row)
        best = [
            min(
                own,
                key=lambda row: (
                    ["listed", "no word", "says no", "left out", "nowhere"].index(row.kind),
                    row.miles,
                    TABLE_ORDER.index(row.answer),
                    row.practice,
                ),
            )
            for own in of_provider.values()
        ]
        unlisted = [{row.kind for row in own} for own in of_provider.values()]
        unlisted = [kinds for kinds in unlisted if "listed" not in kinds]
        matches = sorted(
            (row for row in best if row.kind in shown),
            key=lambda row: (
                GROUPS.index(group(row.provider, request.conditions)),
                row.miles,
                TABLE_ORDER.index(row.answer),
                fold(row.provider.name),
                row.provider.id,
            ),
        )
        groups = [group(row.provider, request.conditions) for row in matches]
        return {
            "total": len(matches),
            "no_word_total": sum("no word" in kinds for kinds in unlisted),
            "left_out_total": sum("left out" in kinds for kinds in unlisted),
            "facets": facets(matches, request.today),
            "answered": {
                name: sum(said(row, name) for row in matches)
                for name in ("profession", "credential", "license", "read", "condition")
            },
            "does_not_say": {name: len({row.provider.id for row in silent[name]}) for name in chosen},
            "condition_groups": {one: groups.count(one) for one in GROUPS[1:]} if request.conditions else {},
            "rule_keys": sorted(
                {(row.state, Profession(p)) for row in matches if row.state for p in row.provider.professions}
            ),
            "hits": [
                (row.provider.id, row.practice, row.miles, row.answer, group(row.provider, request.conditions))
                for row in matches[request.offset : request.offset + request.limit]
            ],
        }

    def named(self, name, limit, hidden):
        wanted = set(words(name))
        found = [
            (fold(provider.name), provider.id)
            for provider in self.providers
            if wanted and provider.id not in hidden and wanted <= self.name_words[provider.id]
        ]
        return tuple(provider_id for _, provider_id in sorted(found)[:limit])

    def suggested(self, text, today, limit, hidden):
        """(id, practice, section) of whoever has a name that is being typed."""
        typed = words(text)
        full, begun = [], []
        for provider in sorted(self.providers, key=lambda one: (fold(one.name), one.id)):
            if not typed or provider.id in hidden or not provider.practices:
                continue
            kinds = [self.kind(provider, practice, today) for practice in provider.practices]
            best = kinds.index("listed") if "listed" in kinds else 0
            own = all_words([provider.name])
            if set(typed) <= own and len(set(typed)) == len(set(words(provider.name))):
                full.append((provider.id, best, kinds[best]))
            elif kinds[best] == "listed" and all(any(one.startswith(word) for one in own) for word in typed):
                begun.append((provider.id, best, kinds[best]))
        return (full + begun)[:limit]


def complaints(provider):
    """What is listed, and what a quoted yes names."""
    quotes = [quote for practice in provider.practices for quote in practice.evidence.quotes if quote.says_yes]
    return {*provider.conditions, *(slug for quote in quotes for slug in read_conditions(quote.text))}


def group(provider, asked):
    if not asked:
        return None
    listed = complaints(provider)
    return "lists_it" if listed & set(asked) else "lists_others" if listed else "does_not_say"


def filter_passes(row, name, request):
    if name == "profession":
        return bool(set(request.professions) & set(row.provider.professions))
    if name == "credential":
        return bool(set(request.credentials) & {one.code for one in row.provider.credentials})
    if name == "license":
        return "active" in license_results(row)
    day = read_day(row)
    return day is not None and months_earlier(request.today, request.read_months) <= day


def said(row, name):
    if name == "profession":
        return bool(row.provider.professions)
    if name == "credential":
        return any(one.kind not in ("license", "degree") for one in row.provider.credentials)
    if name == "license":
        return bool(license_results(row))
    if name == "condition":
        return bool(complaints(row.provider))
    return read_day(row) is not None


def license_results(row):
    """What the state's own file says of a license in the state of the place; no match says nothing."""
    return {
        str(check.result)
        for check in row.provider.checks
        if check.kind == "license" and check.license.state == row.state and check.result in ("active", "not_settled")
    }


def months_earlier(day, months):
    """The same day so many months before; where a month is too short, its last day."""
    year, month = day.year, day.month
    for _ in range(months):
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    fitting = (number for number in range(day.day, 0, -1) if is_a_day(year, month, number))
    return date(year, month, next(fitting))


def is_a_day(*parts):
    try:
        return bool(date(*parts))
    except ValueError:
        return False


def read_day(row):
    quotes = row.provider.practices[row.practice].evidence.quotes
    return quotes[0].read_on if quotes else None


def name_words(provider):
    names = [provider.name]
    if isinstance(provider, Practitioner):
        names += [provider.person.nickname, *provider.person.former]
    return all_words(names)


def all_words(names):
    return {word for name in names for own in value_words(name) for word in own}


def facets(matches, today):
    names = ("profession", "credential", "condition", "license", "read", "kind", "state", "dry_needling")
    counts = {name: Counter() for name in names}
    for row in matches:
        counts["profession"].update({str(profession) for profession in row.provider.professions})
        counts["credential"].update({credential.code for credential in row.provider.credentials})
        counts["condition"].update(complaints(row.provider))
        counts["license"].update(license_results(row))
        day = read_day(row)
        counts["read"].update(str(n) for n in (6, 12) if day and months_earlier(today, n) <= day)
        counts["kind"].update([str(row.provider.kind)])
        counts["state"].update({row.state} - {""})
        counts["dry_needling"].update([str(row.answer)])
    return {name: dict(counter) for name, counter in counts.items()}
