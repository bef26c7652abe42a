"""Invented providers and requests, drawn so that ties, borders and several places of one provider are common.

Everything is drawn from a `random.Random`: a seeded one for large sets, Hypothesis's own for small ones that shrink.
"""

import math
from dataclasses import replace
from datetime import date

from index.places.distance import miles_between
from index.records import (
    Certainty,
    CheckKind,
    CheckResult,
    CredentialKind,
    ListingKind,
    PersonName,
    PracticeLocation,
    Profession,
    SourcesSay,
    StateAllows,
    StateRules,
)
from index.search import SearchRequest
from index.search.request import LONGEST_NAME, MAX_RADIUS_MILES
from tests.builders import check, clinic, credential, license_held, location, practice, practitioner, quote, rule

TODAY = date(2026, 11, 23)
CENTERS = (
    (38.5347, -105.9989),  # Colorado
    (51.88, 179.9),  # the Aleutians, both sides of the antimeridian
    (51.9, -179.95),
    (13.45, 144.78),  # Guam
    (89.97, 10.0),  # poles: nobody there, and the sums must hold
    (-89.98, -120.0),
    (0.0, 180.0),
)
# steps that put points on borders of bands and cells, on one another, and at equal distances to all sides
STEPS = (0.0, 0.05, -0.05, 0.1, -0.1, 0.013, -0.2, 0.3)
RADII = (0.5, 2.0, 5.0, 10.0, 25.0, 100.0, 500.0)
STATES = ("CO", "CA", "AK", "")
PROFESSIONS = (
    Profession.PHYSICAL_THERAPIST,
    Profession.CHIROPRACTOR,
    Profession.ACUPUNCTURIST,
    Profession.OTHER,
)
CODES = ("DPT", "OCS", "CMTPT", "L.Ac.", "D.P.T.")
KINDS = {
    "DPT": CredentialKind.DEGREE,
    "OCS": CredentialKind.BOARD_CERTIFICATION,
    "CMTPT": CredentialKind.COURSE,
    "L.Ac.": CredentialKind.LICENSE,
    "D.P.T.": CredentialKind.STATE_AUTHORIZATION,
}
DAYS = (
    date(2025, 5, 22),
    date(2025, 11, 22),
    date(2025, 11, 23),
    date(2026, 5, 22),
    date(2026, 5, 23),
    date(2026, 11, 1),
)
"""On both sides of six and twelve months before the days of requests."""
CONDITIONS = ("sore-back", "sore-neck", "invented-ache", "shoulder")
"""The last is in the vocabulary, which calls it "Shoulder pain"; the label of the others is the slug."""
GIVEN = ("Jordan", "Zoë", "Mary Beth", "MaryBeth", "jordan", "Ana-Lucía", "R. J.", "RJ", "O")
FAMILY = (
    "Avery", "O'Neill", "O\u2019Neill", "O Neill", "Smith-Jones", "Averly", "Peña", "Van Kirk", "VanKirk", "de la Cruz",
    "Dela Cruz", "Neill",
)  # fmt: skip
CLINICS = (
    "", "Peak Motion", "Dry Creek Clinic", "Avery & Sons PT", "Avery and Sons P.T.", "Jordan's P. T.", "St. Mary's",
    "Saint Marys", "A + B",
)  # fmt: skip
QUOTES = (
    "We offer trigger point dry needling.",
    "Dry needling: not point trigger.",
    "Needling dry, needling",
    "Dry needling for knee pain and headaches that start in the neck.",
)
TEXTS = (
    "",
    "jordan",
    "averi",
    "aevry",
    "aver*",
    "zoe pena",
    "oneill",
    "smith-jones",
    '"trigger point"',
    '"point trigger"',
    '"dry needling"',
    "needling",
    "-needling",
    '-"trigger point" needling',
    "lac",
    "l.ac.",
    "dpt -ocs",
    "sore",
    "pain",
    "shoulder pain",
    '"sore neck sore"',
    "Zürich",
    "nobodyhere",
    '"needling needling"',
    "peak*",
    "-peak* jordan",
    '"open quote',
    "- & !",
    "avery and sons",
    "avery & sons",
    '"avery & sons"',
    '"avery and sons pt" -jordan',
    "vankirk",
    "van kirk",
    "van-kirk",
    '"van kirk"',
    "-vankirk jordan",
    "van kir*",
    "delacruz",
    "de lacruz",
    "de la cruz rj",
    "r j van kirk",
    "o neill",
    "jordan o neill",
    "marybeth smith jones",
    "pt",
    "p t",
    "st marys",
    "saint mary's",
    "saintmarys",
    "jordan s",
    "a and b",
    "a+b",
    "dryneedling",
    "needlingdry point",
    "drykneedling",
    "wwe offer",
    "sons and",
    "mary and beth",
)


def providers(random, count, centers=CENTERS):
    """About a third have several places; ids stand in another order than the providers."""
    ids = [f"p{(number * 7919) % 100_003:06d}" for number in range(count)]
    return [_provider(random, provider_id, centers) for provider_id in ids]


def _provider(random, provider_id, centers):
    parts = {
        "id": provider_id,
        "professions": _some(random, PROFESSIONS, 2),
        "credentials": tuple(credential(code, KINDS[code], raw=f"{code} (raw)") for code in _some(random, CODES, 3)),
        "checks": tuple(_check(random) for _ in range(random.choice((0, 0, 1, 1, 2)))),
        "conditions": _some(random, CONDITIONS, 2),
        "practices": tuple(_practice(random, centers) for _ in range(random.choice((1, 1, 1, 2, 3)))),
    }
    if random.random() < 0.2:
        return clinic(name=random.choice(("Peak Motion", "Avery Rehab")), **parts)
    given, family = random.choice(GIVEN), random.choice(FAMILY)
    person = PersonName(given=given, family=family, nickname=random.choice(("", "", "Jory")))
    return practitioner(name=f"{given} {family}", person=person, **parts)


def _practice(random, centers):
    latitude, longitude = (None, None) if random.random() < 0.05 else _point(random, centers)
    here = location(
        latitude=latitude,
        longitude=longitude,
        state=random.choice(STATES),
        city=random.choice(("Salida", "Z\u00fcrich", "Adak Island")),
        organization=random.choice(CLINICS),
    )
    answer = random.choice([*SourcesSay, SourcesSay.NO_WORD, SourcesSay.PERSON_LISTED])
    texts = _some(random, QUOTES, 2)
    quotes = (quote(text, read_on=random.choice(DAYS), says_yes=random.random() < 0.8) for text in texts)
    return practice(here, answer, *quotes, sources=("source",))


def _check(random):
    held = license_held(state=random.choice(STATES))
    kind = random.choice((CheckKind.LICENSE, CheckKind.LICENSE, CheckKind.NPI))
    results = (CheckResult.ACTIVE, CheckResult.ACTIVE, CheckResult.NOT_SETTLED, CheckResult.NO_RECORD)
    return check(random.choice(results), kind, license=held)


def _some(random, values, most):
    return tuple(random.sample(values, random.randint(0, most)))


def _point(random, centers):
    latitude, longitude = random.choice(centers)
    north, east = random.choice(STEPS), random.choice(STEPS)
    return max(-90.0, min(90.0, latitude + north)), (longitude + east + 180.0) % 360.0 - 180.0


def rules(random, most):
    return StateRules.of(_rule(random) for _ in range(random.randint(most // 2, most)))


def _rule(random):
    reviewed = random.random() < 0.7
    return rule(
        state=random.choice(STATES[:3]),
        profession=random.choice(PROFESSIONS),
        answer=random.choice((StateAllows.NOT_ALLOWED, StateAllows.NOT_YET, StateAllows.ALLOWED)),
        sure=random.choice((Certainty.RULE_READ, Certainty.RULE_READ, Certainty.SUMMARY_READ, Certainty.CONFLICT)),
        read_on=None,
        reviewed_by="An Operator" if reviewed else "",
        reviewed_on=date(2026, 3, 1) if reviewed else None,
    )


def request(random, asked, centers=CENTERS):
    """A request, often with the very distance to one of the providers as its radius, or the next number below."""
    latitude, longitude = _point(random, centers)
    name = _name(random, asked) if asked and random.random() < 0.15 else ""
    asking = SearchRequest(
        latitude=latitude,
        longitude=longitude,
        radius_miles=_radius(random, (latitude, longitude), asked),
        license_active=random.random() < 0.15,
        read_months=random.choice((6, 12, 18)) if random.random() < 0.15 else None,
        kinds=_some(random, tuple(ListingKind), 2) if random.random() < 0.15 else (),
        name=name,
        professions=_sometimes(random, PROFESSIONS),
        credentials=_sometimes(random, (*CODES, "UNKNOWN")),
        states=_sometimes(random, (*STATES[:3], "WY")),
        conditions=_sometimes(random, (*CONDITIONS, "knee", "cervicogenic-headache")),
        answers=_sometimes(random, tuple(SourcesSay), 4),
        text=_text(random, asked) if random.random() < (0.1 if name else 0.5) else "",
        include_no_word=random.random() < 0.4,
        limit=random.choice((0, 1, 3, 20, 1000)),
        offset=random.choice((0, 0, 1, 7)),
        today=random.choice((TODAY, TODAY, date(2027, 6, 1))),
    )
    if asking.chosen and random.random() < 0.2:
        return replace(asking, unsaid=random.choice(asking.chosen))
    return asking


def _name(random, asked):
    """Words of the name of one of the providers or of its clinic: some of them, turned around, or otherwise parted.

    They are cut where a name to search for ends; the demonstration has a family name of 100 letters.
    """
    return _words_of_a_name(random, asked)[:LONGEST_NAME].strip()


def _words_of_a_name(random, asked):
    one = random.choice(asked)
    words = f"{one.name} {random.choice(one.practices).location.organization}".split()
    if random.random() < 0.3:
        end = random.randrange(len(words[0]))
        return random.choice((f"{words[0][:end]} {words[0][end:]}", "".join(words[: random.choice((2, 3))])))
    return " ".join(random.sample(words, min(len(words), random.choice((1, 1, 2)))))


def _text(random, asked):
    """One of the texts, or terms of the whole grammar that are made of what one of the providers says."""
    if not asked or random.random() < 0.4:
        return random.choice(TEXTS)
    one = random.choice(asked)
    practice = random.choice(one.practices)
    said = [one.name, practice.location.organization, practice.location.city]
    said += [quote.text for quote in practice.evidence.quotes] + [credential.raw for credential in one.credentials]
    terms = [_term(random, random.choice(said).split() or ["dry"]) for _ in range(random.choice((1, 1, 2, 3)))]
    return " ".join(terms)[:100]


def _term(random, words):
    first = random.randrange(len(words))
    some = words[first : first + random.choice((1, 1, 2, 2, 3, 4))]
    if random.random() < 0.1:
        some = some[::-1]
    glue = random.choice((" ", " ", "-", "", "'", " & ", "\u2019"))
    term = glue.join(some) if random.random() < 0.6 else f'"{" ".join(some)}"'
    letters = "".join(filter(str.isalnum, term))
    if random.random() < 0.1 and len(letters) > 4 and " " not in term:
        term = random.choice((term[:-2] + term[-1], letters[:3] + "*"))
    return f"-{term}" if random.random() < 0.15 else term


def _radius(random, here, asked):
    location = random.choice(random.choice(asked).practices).location if asked else PracticeLocation()
    if location.latitude is None or random.random() < 0.5:
        return random.choice(RADII)
    miles = miles_between(*here, location.latitude, location.longitude)
    miles = miles if random.random() < 0.5 else math.nextafter(miles, 0)
    return miles if 0 < miles <= MAX_RADIUS_MILES else random.choice(RADII)


def _sometimes(random, values, most=2):
    return _some(random, values, most) if random.random() < 0.3 else ()
