"""The rows of a spreadsheet: columns for people, every cell plain text.

State and ZIP code share a column: a spreadsheet program reads "04101" alone in a CSV file as the number 4101, and
nothing in the file can stop it. A phone number is written as people say it, which no program takes for a number.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from flask import url_for

from index.records import MOST_TICKED
from webapp.referrals.chosen import LeftOff
from webapp.referrals.files.harmless import harmless
from webapp.referrals.files.passed_on import PassedOn, said_by
from webapp.site_address import absolute
from webapp.stated.numbers import StatedNumber, source_and_day
from webapp.words.translate import N_, _


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading in English, its width in characters, and how its cell is made."""

    heading: str
    width: int
    cell: Callable[[PassedOn], str]


def _words(*parts: str) -> str:
    return " ".join(filter(None, parts))


def full_address(path: str) -> str:
    """Return the address of a page of this site; the path alone where the site's address is not known."""
    return absolute(path) or path


def answer_by(row: PassedOn) -> str:
    """Return source and day of the words that decide the answer."""
    said = (source_and_day(one.source, one.read_on, one.is_correction) for one in row.facts.quotes)
    return "; ".join(dict.fromkeys(said))


def quoted(row: PassedOn) -> str:
    """Return the words that decide the answer, "" where they may not leave."""
    texts = (harmless(quote.text) for quote in row.facts.quotes)
    return " / ".join(f"“{text}”" for text in texts if text)


def license_words(row: PassedOn) -> str:
    """Return each license with what became of a look-up."""
    return " / ".join(": ".join(filter(None, (one.license, one.said))) for one in row.facts.licenses)


def detail_lines(row: PassedOn) -> str:
    """Return hours, new patients and languages with who told us and the day, "" where nobody did or they lapsed."""
    return " / ".join(f"{one.label}: {one.line}" for one in row.facts.details)


def left_out_words(row: PassedOn) -> str:
    """Return what its sources do not let leave in a file of this length, "" where nothing is left out."""
    if not row.left_out:
        return ""
    return _(
        "Not in a file of more than %(most)s listings: %(fields)s. Open its page.",
        most=MOST_TICKED,
        fields=", ".join(row.left_out),
    )


def license_of_the_facts() -> str:
    """Return whose the facts are, in sentences with the address of the whole list."""
    return _(
        "Each fact is from the source named with it, under its terms. All sources and licenses: %(page)s",
        page=full_address(url_for("about.sources")),
    )


def license_of_the_data() -> str:
    """Return whose the facts and the miles are."""
    points = _(
        "Miles are measured with points of GeoNames (geonames.org), Creative Commons Attribution 4.0, changed by us."
    )
    return f"{points} {license_of_the_facts()}"


def _spoken(number: StatedNumber | None) -> str:
    return number.spoken if number else ""


def _by(number: StatedNumber | None) -> str:
    return said_by(number.by) if number else ""


COLUMNS = (
    Column(N_("Name"), 24, lambda row: row.facts.name),
    Column(N_("Letters after the name"), 12, lambda row: row.facts.letters),
    Column(N_("Profession"), 20, lambda row: row.facts.profession_line),
    Column(N_("Clinic"), 28, lambda row: row.facts.organization),
    Column(N_("Street"), 24, lambda row: _words(row.facts.street, row.facts.unit)),
    Column(N_("Town"), 16, lambda row: row.facts.town),
    Column(N_("State and ZIP code"), 12, lambda row: _words(row.facts.state, row.facts.zip)),
    Column(N_("Address: source and day"), 30, lambda row: said_by(row.facts.place_by)),
    Column(N_("Miles"), 14, lambda row: row.facts.miles),
    Column(N_("Phone"), 18, lambda row: _spoken(row.facts.phone)),
    Column(N_("Phone: source and day"), 30, lambda row: _by(row.facts.phone)),
    Column(N_("Fax: confirm by phone before you send patient information"), 18, lambda row: _spoken(row.facts.fax)),
    Column(N_("Fax: source and day"), 30, lambda row: _by(row.facts.fax)),
    Column(N_("Website"), 26, lambda row: row.facts.website),
    Column(N_("Dry needling"), 30, lambda row: row.facts.label),
    Column(N_("To keep in mind"), 30, lambda row: _words(row.facts.line, row.facts.age, *row.facts.cautions)),
    Column(N_("Dry needling: source and day"), 30, answer_by),
    Column(
        N_("Dry needling: page of the source"), 26,
        lambda row: _words(*dict.fromkeys(one.link for one in row.facts.quotes)),
    ),
    Column(N_("Words of the source"), 40, quoted),
    Column(N_("Courses in dry needling that a source lists"), 16, lambda row: "; ".join(row.facts.training)),
    Column(N_("Rule of the state"), 40, lambda row: row.facts.rule),
    Column(N_("License"), 40, license_words),
    Column(N_("NPI"), 14, lambda row: row.facts.npi),
    Column(N_("Taxonomy code, as typed in the NPI registry"), 30, lambda row: row.facts.taxonomy),
    Column(N_("What the NPI registry says"), 40, lambda row: row.facts.npi_said),
    Column(N_("Hours, new patients, languages: who told us, and the day"), 40, detail_lines),
    Column(N_("Other facts: source and day"), 40, lambda row: row.other_facts),
    Column(N_("Left out"), 30, left_out_words),
    Column(N_("Page of this listing"), 34, lambda row: full_address(row.facts.address)),
    Column(N_("Number of this listing"), 14, lambda row: row.facts.id),
    Column(N_("License of the data"), 40, lambda _row: license_of_the_data()),
)  # fmt: skip
"""The columns in their order: who, where, how to reach them, what sources say, what was looked up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table of harmless text in the language of the request."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def table(entries: Iterable[PassedOn], left_off: Iterable[LeftOff] = ()) -> Table:
    """Return the table of some entries; then come the ids that show nobody, with what to do."""
    nobody = [{"Left out": one.words, "Number of this listing": one.asked} for one in left_off]
    unlisted = [tuple(row.get(column.heading, "") for column in COLUMNS) for row in nobody]
    listed = [tuple(column.cell(row) for column in COLUMNS) for row in entries]
    return Table(
        headings=tuple(_(column.heading) for column in COLUMNS),
        rows=tuple(tuple(map(harmless, row)) for row in (*listed, *unlisted)),
    )
