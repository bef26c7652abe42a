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
"""Degrees, about a mile: what is drawn no larger than this, or looked at from no farther, is a place with a middle."""
NEAR = 2000.0
"""Meters from which a view shows one place."""


class KmlError(ValueError):
    """The file is no KML and no zip that holds one, or grows without measure when it is unpacked."""


@dataclass(frozen=True, slots=True)
class Place:
    """One Placemark, as written. `description` is HTML; `data` its further fields; degrees are empty where it has none.

    `folders` are the names of the layers around it, the outermost first.
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
    """The places of a file in their order, and the addresses of files that it only links to."""

    places: tuple[Place, ...]
    links: tuple[str, ...]


def read_map(body: bytes) -> Map:
    """Return what stands in a KML or KMZ; raises KmlError."""
    text = _unpacked(body).decode("utf-8-sig", errors="replace").strip()
    if "<kml" not in text[:4096] and "<Document" not in text[:4096]:
        raise KmlError(f"it is no KML but begins with {text[:40]!r}")
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
        raise KmlError(f"the zip is damaged or not whole: {error}") from error
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
    """Yield (longitude, latitude) of a place, the best first: its point, its model, its outline's middle, its view."""
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
    """Return (longitude, latitude) of "lon,lat" or "lon,lat,altitude", two empty texts where it is neither.

    A comma too many in front is passed over, and a semicolon or a blank in between is taken, as Google Earth does.
    """
    match = _POINT.match(written)
    return (match[1], match[2]) if match else ("", "")


def _corner(part: Selector) -> tuple[str, str]:
    return _point(",".join(_text(part, f"*[local-name()='{axis}']") or "?" for axis in ("longitude", "latitude")))


def _middle(written: str) -> tuple[str, str]:
    """Return (longitude, latitude) of the middle of an outline; of one too wide to be a building two empty texts."""
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
