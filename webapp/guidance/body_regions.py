"""The outline of a body on which a complaint is picked: its regions, each a link to a search with that complaint.

Points are in units of the drawing: 400 wide with a margin at each side, 430 high, its middle at 200.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import url_for

from webapp.words.claim_words import condition_words
from webapp.words.translate import N_, _

HEIGHT = 430
MARGIN = 14  # units that the drawing has at each side of the 400
_LEFT, _RIGHT = 112, 288  # where a label ends at the left, and begins at the right
_GAP = 6
_BASELINE = 5  # units from a label's middle down to its baseline


@dataclass(frozen=True, slots=True)
class Region:
    """A region: its name, the slug of the complaint, its point, and the height of its label at one side."""

    name: str
    slug: str
    x: int
    y: int
    is_left: bool
    label_y: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionLink:
    """A region as drawn: a line from its point to its label, which is a link."""

    name: str
    address: str
    x: int
    y: int
    line_x: int
    label_x: int
    label_y: int
    baseline: int
    is_left: bool


FRONT = (
    Region(N_("Head"), "headache", 200, 24, False, 30),
    Region(N_("Jaw"), "tmj", 188, 54, True, 58),
    Region(N_("Neck"), "neck-pain", 200, 76, False, 80),
    Region(N_("Shoulder"), "shoulder", 243, 100, False, 114),
    Region(N_("Elbow"), "tennis-elbow", 142, 166, True, 166),
    Region(N_("Wrist or hand"), "carpal-tunnel", 272, 224, False, 228),
    Region(N_("Hip"), "hip-piriformis", 174, 214, True, 226),
    Region(N_("Outer thigh"), "it-band", 233, 262, False, 268),
    Region(N_("Knee"), "knee", 180, 304, True, 308),
)
BACK = (
    Region(N_("Back of head"), "cervicogenic-headache", 200, 58, False, 44),
    Region(N_("Upper back"), "spine-other", 190, 112, True, 112),
    Region(N_("Low back"), "back-pain", 200, 186, False, 186),
    Region(N_("Buttock"), "hip-piriformis", 184, 222, True, 230),
    Region(N_("Back of leg"), "sciatica", 220, 276, False, 276),
    Region(N_("Achilles"), "achilles", 182, 388, True, 380),
    Region(N_("Heel or arch"), "plantar", 226, 413, False, 406),
)


def search_address(slug: str) -> str:
    """Return the address of the search with the name of a complaint filled in, in the language of the request."""
    return f"{url_for('finder.home')}?{urlencode({'for': condition_words(slug)})}"


def body_links(regions: tuple[Region, ...]) -> Iterator[RegionLink]:
    """Yield the links of one side of the body, in the language of the request, from head to foot."""
    for region in regions:
        label_x = _LEFT if region.is_left else _RIGHT
        yield RegionLink(
            name=_(region.name),
            address=search_address(region.slug),
            x=region.x,
            y=region.y,
            line_x=label_x + _GAP if region.is_left else label_x - _GAP,
            label_x=label_x,
            label_y=region.label_y,
            baseline=region.label_y + _BASELINE,
            is_left=region.is_left,
        )
