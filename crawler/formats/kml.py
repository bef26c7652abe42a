"""Places in a KML file (OGC 12-007r2), or in the zip it comes in (KMZ)."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from parsel import Selector

from crawler.formats.visible_text import text_of

LARGEST = 50 * 1024 * 1024  # bytes unpacked; a map of ten thousand places has about ten million
_ZIP = b"PK\x03\x04"
_NUMBER = r"([+\-\u2212]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)"
_POINT = re.compile(rf"[\s,;]*{_NUMBER}\s*[,;\s]\s*{_NUMBER}", re.IGNORECASE)
SMALL = 0.02
"""Degrees, about a mile: an outline no wider than this is one place, and its middle is the place's point."""
NEAR = 2000.0
"""Meters: a view from no farther than this shows one place."""


class KmlError(ValueError):
    """The file is neither KML nor a zip that holds one, or it is too large when unpacked."""


@dataclass(frozen=True, slots=True)
class Place:
    """One Placemark, as written. `description` is HTML, `data` holds further fields by name.

    `folders` are the names of its layers, the outermost first. Latitude and longitude are texts in degrees, empty if it
    has none.
    """

    id: str
    name: str
    description: str
    address: str
    phone: str
    folders: tuple[str, ...]
    data: Mapping[str, str]
    latitude: str
    longitude: str


@dataclass(frozen=True, slots=True)
class Map:
    """The places of a file in order, and the addresses of files that it links to."""

    places: tuple[Place, ...]
    links: tuple[str, ...]


def read_map(body: bytes) -> Map:
    """Return the map in a KML or KMZ file; raises KmlError."""
    text = _unpacked(body).decode("utf-8-sig", errors="replace").strip()
    if "<kml" not in text[:4096] and "<Document" not in text[:4096]:
        raise KmlError(f"it is not KML but begins with {text[:40]!r}")
    if "<!DOCTYPE" in text.partition("<kml")[0]:
        raise KmlError("it declares a document type, which can multiply or fetch entities and which no map needs")
    tree = Selector(text=text, type="xml")
    links = tree.xpath("//*[local-name()='NetworkLink']//*[local-name()='href']/text()").getall()
    return Map(tuple(map(_place, tree.xpath("//*[local-name()='Placemark']"))), tuple(map(text_of, links)))


def _unpacked(body: bytes) -> bytes:
    if not body.startswith(_ZIP):
        return body
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            names = [name for name in archive.namelist() if name.casefold().endswith(".kml")]
            if not names:
                raise KmlError("the zip holds no .kml file")
            main = "doc.kml" if "doc.kml" in names else names[0]
            with archive.open(main) as packed:
                unpacked = packed.read(LARGEST + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:  # or it is encrypted
        raise KmlError(f"the zip is damaged or incomplete: {error}") from error
    if len(unpacked) > LARGEST:
        raise KmlError(f"{main} in the zip has more than {LARGEST} bytes, so it is not read")
    return unpacked


def _place(node: Selector) -> Place:
    longitude, latitude = next(filter(any, _points(node)), ("", ""))
    folders = node.xpath("ancestor::*[local-name()='Folder']/*[local-name()='name']")
    return Place(
        id=node.attrib.get("id", ""),
        name=_text(node, "*[local-name()='name']"),
        description=str(node.xpath("string(*[local-name()='description'])").get() or ""),
        address=_text(node, "*[local-name()='address']"),
        phone=_text(node, "*[local-name()='phoneNumber']").removeprefix("tel:"),
        folders=tuple(filter(None, (text_of(folder.xpath("string(.)").get()) for folder in folders))),
        data=dict(_data(node)),
        latitude=latitude,
        longitude=longitude,
    )


def _data(node: Selector) -> Iterator[tuple[str, str]]:
    for field in node.xpath("*[local-name()='ExtendedData']//*[@name][not(*) or *[local-name()='value']]"):
        inside = "string(*[local-name()='value'])" if field.xpath("*") else "string(.)"
        yield text_of(field.attrib["name"]), str(field.xpath(inside).get() or "")


def _points(node: Selector) -> Iterator[tuple[str, str]]:
    """Yield the (longitude, latitude) of a place, the best first: point, model, middle of the outline, view."""
    for written in node.xpath(".//*[local-name()='Point']/*[local-name()='coordinates']"):
        yield _point(str(written.xpath("string(.)").get()))
    for model in node.xpath(".//*[local-name()='Model']/*[local-name()='Location']"):
        yield _corner(model)
    outlines = ".//*[local-name()='outerBoundaryIs']//*[local-name()='coordinates']"
    for written in node.xpath(outlines):
        yield _middle(str(written.xpath("string(.)").get()))
    for view in node.xpath("*[local-name()='LookAt']"):
        away = _text(view, "*[local-name()='range']")
        if not away or (re.fullmatch(r"[\d.]+", away) and float(away) <= NEAR):
            yield _corner(view)


def _point(written: str) -> tuple[str, str]:
    """Return (longitude, latitude) of "lon,lat" or "lon,lat,altitude"; two empty texts for any other text.

    As in Google Earth, extra commas in front are ignored, and a semicolon or a space may separate the numbers.
    """
    match = _POINT.match(written)
    return (match[1], match[2]) if match else ("", "")


def _corner(part: Selector) -> tuple[str, str]:
    return _point(",".join(_text(part, f"*[local-name()='{axis}']") or "?" for axis in ("longitude", "latitude")))


def _middle(written: str) -> tuple[str, str]:
    """Return (longitude, latitude) of the middle of an outline; two empty texts if it is wider than `SMALL`."""
    corners = [_point(corner) for corner in written.split()]
    points = [(_degrees(longitude), _degrees(latitude)) for longitude, latitude in corners if longitude]
    if not points:
        return "", ""
    sides = [(min(side), max(side)) for side in zip(*points, strict=True)]
    if any(high - low > SMALL for low, high in sides):
        return "", ""
    longitude, latitude = (f"{(low + high) / 2:.6f}" for low, high in sides)
    return longitude, latitude


def _text(node: Selector, path: str) -> str:
    return text_of(node.xpath(f"string({path})").get())


def _degrees(written: str) -> float:
    return float(written.replace("\u2212", "-"))
