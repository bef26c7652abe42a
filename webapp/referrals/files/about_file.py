"""The lines of a workbook's second sheet: how old its data is, how to read it, and whose it is."""

from collections.abc import Iterator
from datetime import datetime

from index import clock
from index.published.manifest import Manifest
from webapp.about.data_licenses import data_licenses
from webapp.referrals.files.rows import license_of_the_data
from webapp.words.formats import day
from webapp.words.translate import _


def about_lines(manifest: Manifest, listings: int) -> Iterator[str]:
    """Yield the lines, in the language of the request."""
    if manifest.demonstration:
        yield _("Demonstration. Everybody here is invented.")
    yield _(
        "Listings in this file: %(number)s. Written on %(day)s from what was published on %(published)s.",
        number=listings,
        day=day(clock.today()),
        published=day(datetime.fromisoformat(manifest.built_at).date()),
    )
    yield _(
        "Each fact comes from the source named with it. That a source lists somebody is no check of that person. An "
        "empty cell means that no source says."
    )
    yield _("Confirm each phone and fax by phone before you send patient information.")
    yield license_of_the_data()
    for one in data_licenses():
        license_words = " ".join(filter(None, (one.license, one.license_link))) or _("public domain")
        yield " ".join(filter(None, (f"{one.what}: {one.name}, {one.link}, {license_words}.", one.note)))
