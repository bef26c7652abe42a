"""Invented people with the longest names, organizations and sources that a sheet has to hold, and what it must keep."""

from dataclasses import replace

from index.records import Profession, SourcesSay
from tests.builders import claim, course, phone, quote
from tests.webapp.invented import SALIDA, at, person

NAME = "Maximiliana-Guadalupe Featherstonehaugh-Montgomery de la Torre Villanueva"
ORGANIZATION = (
    "Upper Arkansas Valley Orthopedic, Sports and Neurological Physical Therapy, Occupational Therapy and "
    "Rehabilitation Center of Greater Chaffee County, a Community Benefit Organization"
)
PROFESSIONS = (Profession.PHYSICAL_THERAPIST, Profession.OCCUPATIONAL_THERAPIST, Profession.ATHLETIC_TRAINER)
TOWN = "San Buenaventura de los Alamos"
SOURCE = "choosept"


def long_person(number):
    """A person of a state whose notice says no, so that there is a caution as well."""
    place = at(SALIDA, TOWN, "UT", "84532-0119", organization=ORGANIZATION, street="12345 Old Monarch Pass Highway")
    e164 = f"+1303555013{number}"
    made = replace(place, unit="Building C Suite 1204", phone=phone(f"13{number}"))
    found = person(f"long{number}", f"{NAME} {number}", made, SourcesSay.PERSON_LISTED, [quote("Yes.", source=SOURCE)])
    return replace(
        found,
        professions=PROFESSIONS,
        credentials=tuple(course(letters, raw=letters) for letters in ("Cert. DN", "CMTPT", "FDN-1", "OCS", "FAAOMPT")),
        claims=(*found.claims, claim("phone", e164, source=SOURCE)),
    )


KEPT = {
    "en": (
        "Physical ther",
        "Listed as doing dry needling.",
        "Ask: Do you do the needling yourself?",
        ", read Nov 12, 2026",
    ),
    "es": (
        "Fisioterapeut",
        "Figura que hace punción seca.",
        "Pregunte: ¿Hace usted mismo la punción?",
        ", leído el 12 nov 2026",
    ),
}


def kept(number, language):
    """Pieces of text that no sheet in a language may lose for this person."""
    return (NAME[:40], f"303-555-013{number}", ", 2026", TOWN, "UT 84532-0119", *KEPT[language])
