"""Costs of each form of the text box's grammar compared with a plain word: CPU time in one run, as ratios.

`make bench` asks 50,000 providers; `pytest tests/bench/test_text_bench.py --bench -s --bench-size 250000
--bench-size 1000000` asks more, and `--bench-folder FOLDER` keeps the indexes for the next run.
"""

import sys
from pathlib import Path
from random import Random
from statistics import median
from time import process_time

import pytest

from index.records import StateRules
from index.search import ColumnEngine, SearchRequest, build
from tests.bench.test_search_bench import CONDITIONS, SEED, Country, percentile
from tests.index.search.invented import TODAY

SIZE = 50_000
MOST = 10
"""No form may cost more plain words than this."""
RADII = (5.37, 25.37, 100.37, 500.0)
TOWNS = 5
REPEATS = 5
RANDOM_QUERIES = 2000

PLAIN = "needling"
FORMS = {
    "a rare word": "{given}",
    "a word with a slip": "needlnig",
    "an unknown word": "qqqqqqqq",
    "an unknown word made of known ones": "needlingdry",
    "a word that is two elsewhere": "dryneedling",
    "a beginning": "need*",
    "a beginning of very many words": "{beginning}*",
    "no text": "",
    "not a word": "-needling",
    "not a phrase": '-"dry needling"',
    "two words": "dry needling",
    "and": "dry and needling",
    "four words": "offer dry needling for",
    "eight words": "we offer dry needling for condition neck clinic",
    "a hyphen": "dry-needling",
    "a phrase of common words": '"dry needling"',
    "a phrase that nobody has": '"needling dry"',
    "a long phrase": '"we offer dry needling for condition neck"',
    "a phrase of a repeated word": '"needling needling needling needling"',
    "a phrase of 21 words": '"' + "we offer dry " * 7 + '"',
    "eight phrases": '"we offer" "offer dry" "dry needling" "needling for" "for condition" "dry for" "dry dry" "we a"',
    "phrases and not phrases": '"dry needling" -"needling for condition hip" -"offer dry needling for condition jaw"',
    "a name": '"{given} {family}"',
    "a name in one word": "{given}{family}",
    "letters": "a b c d e f g h",
    "a phrase of letters": '"a b c d e f g h i j k l"',
    "a long word of short ones": "weofferdryneedlingforconditionneck",
}


@pytest.fixture(scope="module")
def country():
    return Country(Random(SEED))


def pytest_generate_tests(metafunc):
    if "size" in metafunc.fixturenames:
        metafunc.parametrize("size", metafunc.config.getoption("--bench-size") or [SIZE])


def test_every_form_of_the_grammar_compared_with_a_plain_word(size, tmp_path, capsys, request, country):
    kept = request.config.getoption("--bench-folder")
    engine, said = opened(Path(kept) if kept else tmp_path, size, country)
    disks = [(*country.towns[town], radius) for town in range(TOWNS) for radius in RADII]
    names = {"given": country.givens[0], "family": country.families[0], "beginning": country.families[0][:3]}
    plain = [min(costs(engine, disk, PLAIN)) for disk in disks]
    ratios = {form: [ratio(engine, disk, text.format(**names)) for disk in disks] for form, text in FORMS.items()}
    drawn, drawn_from = drawn_ratios(engine, country, disks)
    with capsys.disabled():
        sys.stdout.write(report(size, said, plain, ratios, drawn, drawn_from))
    assert max(median(taken) for taken in ratios.values()) <= MOST
    assert max(map(max, ratios.values())) <= MOST


def opened(folder, size, country):
    """The engine over an index in the folder, which is built unless it is there."""
    index = folder / f"text-bench-{size}"
    said = "built before"
    if not index.exists():
        providers = [country.person(number) for number in range(size)]
        begin = process_time()
        build(index, providers, StateRules())
        said = f"build {process_time() - begin:.1f} s CPU"
    disk = sum(path.stat().st_size for path in index.rglob("*") if path.is_file()) / 1e6
    positions = sum(path.stat().st_size for path in index.glob("positions.*")) / 1e6
    return ColumnEngine.open(index, StateRules()), f"{said}, {disk:.1f} MB, of which positions {positions:.1f}"


def ratio(engine, disk, text, repeats=REPEATS):
    """Return the cost of a text in plain words, both asked in turn, so that noise hits both alike."""
    own, plain = costs(engine, disk, text, PLAIN, repeats=repeats)
    return own / plain


def costs(engine, disk, *texts, repeats=REPEATS):
    """CPU milliseconds of each text's search, the least of some: another process can only add."""
    latitude, longitude, radius = disk
    asked = [
        SearchRequest(
            latitude=latitude, longitude=longitude, radius_miles=radius, text=text, include_no_word=True, today=TODAY
        )
        for text in texts
    ]  # fmt: skip
    taken = [[] for _ in texts]
    for _ in range(repeats):
        for own, request in zip(taken, asked, strict=True):
            begin = process_time()
            engine.search(request)
            own.append((process_time() - begin) * 1000)
    return [min(own) for own in taken]


def drawn_ratios(engine, country, disks):
    """Random texts of the whole grammar, each on a random disk, compared with the plain word there."""
    random = Random(SEED)
    drawn = []
    for _ in range(RANDOM_QUERIES):
        text = drawn_text(random, country)
        drawn.append((ratio(engine, random.choice(disks), text, repeats=3), text))
    return [cost for cost, _ in drawn], max(drawn)[1]


def drawn_text(random, country):
    common = ["we", "offer", "dry", "needling", "for", "condition", "clinic", "town", *(one[10:] for one in CONDITIONS)]
    words = [*common * 8, *random.sample(country.families, 40), *random.sample(country.givens, 40)]
    terms = []
    for _ in range(random.choice((1, 1, 2, 2, 3, 4, 6, 8))):
        first, second = random.choice(words), random.choice(words)
        slipped = first[:2] + first[3:]
        begin = random.randrange(6)
        said = ["we", "offer", "dry", "needling", "for", "condition", random.choice(CONDITIONS)[10:]]
        term = random.choice(
            (
                first, first, slipped, f"{first[:3]}*", f"{first}-{second}", f"{first}{second}", f"{first} & {second}",
                f'"{first} {second}"', f'"{" ".join(said[begin : begin + random.randint(2, 7)])}"',
            )
        )  # fmt: skip
        terms.append(("-" if random.random() < 0.15 else "") + (term if len(term.rstrip("*")) > 2 else "needling"))
    text = " ".join(terms)
    while len(text) > 100 or len(text.split()) > 8:
        text = text.rpartition(" ")[0]
    return text


def report(size, said, plain, ratios, drawn, drawn_from):
    lines = ["", f"{size} providers, {len(plain)} disks, seed {SEED}; {said}"]
    lines.append(f"a plain word: {min(plain):.2f} to {max(plain):.2f} ms CPU, median {median(plain):.2f}")
    for form, taken in sorted(ratios.items(), key=lambda item: -max(item[1])):
        lines.append(f"{form:36} median {median(taken):5.2f}, at most {max(taken):5.2f} plain words")
    lines.append(
        f"{len(drawn)} random texts: median {median(drawn):.2f}, p99 {percentile(drawn, 0.99):.2f}, "
        f"at most {max(drawn):.2f} plain words ({drawn_from})"
    )
    return "\n".join([*lines, ""])
