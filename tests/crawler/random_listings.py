"""Raw listings drawn at random: what directories write, and what nobody should. All of it is invented."""

from dataclasses import replace

from hypothesis import strategies as st

from demo.world.crowd import demonstration_npi
from index.records import ListingKind, RawListing, RawLocation, RawStatement, RawTaxonomy, Subject

GIVEN = ("Jordan", "JORDAN", "Jo", "José", "Mary Beth", "A.", "Robin")
FAMILY = ("Avery", "AVERY-STONE", "O'Neill", "de la Cruz", "Stone Jr.", "Ma")
LETTERS = ("", ", PT, DPT", " DPT OCS Cert. DN", " (PT)", ", L.Ac., Dipl. O.M.", " DC, CCSP®", ", XQZ")
STREETS = ("100 Example St", "100 N. Example Street, Suite 4", "PO Box 9", "1 Broadway #B", "")
TOWNS = (
    ("Salida", "CO", "81201"),
    ("SALIDA", "Colorado", "81201-1234"),
    ("Goodland", "KS", "67735"),
    ("San Juan", "PR", "00901"),
    ("", "", "81201"),
    ("Salida", "", ""),
)
PHONES = ("(303) 555-0112", "303.555.0113 ext. 4", "3035550114 / 3035550115", "800-555-0199", "call us", "")
POINTS = (("38.53", "-106.0"), ("0", "0"), ("38.53000001", "-105.99999"), ("north", "west"), ("", ""))
SAID = (
    "Jordan offers dry needling.",
    "We offer dry needling, cupping and massage.",
    "We do not offer dry needling.",
    "Dry needling is not acupuncture.",
    "Certified in dry needling",
    "Knee pain; low back pain; migraine",
)
NPIS = ("", "", demonstration_npi(1), demonstration_npi(2), "1234567890")

anything = st.text(max_size=40)
places = st.builds(
    lambda street, town, phone, point, organization: RawLocation(
        organization=organization,
        street=street,
        city=town[0],
        state=town[1],
        zip=town[2],
        phone=phone,
        latitude=point[0],
        longitude=point[1],
    ),
    street=st.sampled_from(STREETS) | anything,
    town=st.sampled_from(TOWNS),
    phone=st.sampled_from(PHONES) | anything,
    point=st.sampled_from(POINTS),
    organization=st.sampled_from(("", "Example Physical Therapy, LLC", "EXAMPLE PT")),
)
statements = st.builds(
    RawStatement,
    text=st.sampled_from(SAID) | anything,
    about=st.sampled_from(list(Subject)),
    board=st.booleans(),
    of_all=st.booleans(),
)
taxonomies = st.builds(
    RawTaxonomy,
    code=st.sampled_from(("225100000X", "111N00000X", "bad")),
    license=st.just("X.0001"),
    state=st.just("CO"),
)
names = st.builds("{} {}{}".format, st.sampled_from(GIVEN), st.sampled_from(FAMILY), st.sampled_from(LETTERS))


@st.composite
def raw_listings(draw, source, number):
    """Draw one listing of a source under its `number`."""
    return RawListing(
        source=source,
        source_id=f"n{number:03}",
        kind=draw(st.sampled_from([*[ListingKind.PERSON] * 3, ListingKind.CLINIC])),
        url=f"https://{source}.test/{number}",
        name=draw(names | anything),
        credentials=draw(st.sampled_from(LETTERS)),
        profession=draw(st.sampled_from(("", "Physical Therapist", "chiropractor"))),
        taxonomies=tuple(draw(st.lists(taxonomies, max_size=2))),
        locations=tuple(draw(st.lists(places, max_size=3))),
        website=draw(
            st.sampled_from(("", "example-pt.test", "javascript:alert(1)", "https://EXAMPLE-pt.test/?utm_a=1"))
        ),
        npi=draw(st.sampled_from(NPIS)),
        deactivated=draw(st.sampled_from([False] * 9 + [True])),
        family_first=draw(st.booleans()),
        former_names=tuple(draw(st.lists(names, max_size=1))),
        statements=tuple(draw(st.lists(statements, max_size=3))),
        text=draw(st.sampled_from(SAID) | anything),
    )


class Answers:
    """Answers of a source, and the same in another order. Its repr is short: a blob reproduces a failure."""

    def __init__(self, listings, shuffled):
        self.listings, self.shuffled = listings, shuffled

    def __repr__(self):
        return f"<{len(self.listings)} answers: {sorted({one.source_id for one in self.listings})}>"


@st.composite
def answers(draw, source, most):
    """Draw what a source answers with; an id may be met twice, the second time saying less."""
    count = draw(st.integers(1, most))
    listings = [draw(raw_listings(source, number)) for number in range(count)]
    again = draw(st.lists(st.sampled_from(listings), max_size=3))
    listings += [replace(one, text="", statements=()) for one in again]
    return Answers(listings, draw(st.permutations(listings)))
