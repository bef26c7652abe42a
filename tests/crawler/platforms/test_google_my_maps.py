"""Invented places in the shape of a map's KML, and of the zip that it comes in."""

import asyncio
import io
import zipfile

import pytest

from crawler.formats import kml
from demo.directories.google_my_maps import kmz
from index.records import ListingKind, RawStatement, Subject
from tests.crawler.platforms.invented import answer, page, spider, started

FIELDS = {
    "Address": "12 Elm Street",
    "City": "Salida",
    "State": "CO",
    "Zip": "81201",
    "Phone": "(303) 555-0101",
    "Website": "https://ashdale.example/",
    "About": "Offers dry needling.",
    "E-mail": "rowan@directory.example",
    "gx_media_links": "https://pictures.example/1.jpg",
}
POINT = "<Point><coordinates>\n   -105.99,38.53,0\n </coordinates></Point>"


def data(fields):
    return "".join(f'<Data name="{name}"><value>{value}</value></Data>' for name, value in fields.items())


def described(fields):
    return "<br>".join(f"{name}: {value}" for name, value in fields.items())


def placemark(name="Rowan Ashdale, DPT", fields=None, description="", point=POINT, more=""):
    inside = f"<ExtendedData>{data(fields)}</ExtendedData>" if fields else ""
    return (
        f"<Placemark><name>{name}</name><description><![CDATA[{description}]]></description>"
        f"{inside}{point}{more}</Placemark>"
    )


def document(*placemarks, folder="Colorado", head='<?xml version="1.0" encoding="UTF-8"?>'):
    return (
        f'{head}<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>Map</name>'
        f"<Folder><name>{folder}</name>{''.join(placemarks)}</Folder></Document></kml>"
    )


def read(body, options=None):
    reader = spider("google_my_maps", options={"mid": "1aB-c", **(options or {})})
    return list(reader.parse_map(answer(body, "https://www.google.com/maps/d/kml?mid=1aB-c"))), reader.take_problems()


def test_a_place_becomes_a_listing_by_the_fields_that_the_map_s_owner_made():
    (listing,), problems = read(document(placemark(fields=FIELDS, description=described(FIELDS))))
    (location,) = listing.locations
    assert (listing.name, listing.kind, problems) == ("Rowan Ashdale, DPT", ListingKind.CLINIC, [])
    assert (location.street, location.city, location.state, location.zip) == ("12 Elm Street", "Salida", "CO", "81201")
    assert (location.phone, listing.website) == ("(303) 555-0101", "https://ashdale.example/")
    assert (location.latitude, location.longitude) == ("38.53", "-105.99")
    assert (listing.text, listing.unread) == ("Offers dry needling.", {})


def test_words_about_dry_needling_are_quoted_wherever_they_are():
    about = RawStatement(text="Offers dry needling.", about=Subject.CLINIC)
    (by_field,), _ = read(document(placemark(fields=FIELDS)))
    (by_line,), _ = read(document(placemark(description="<p>12 Elm Street</p><p>Offers dry needling.</p>")))
    (by_folder,), _ = read(document(placemark(), folder="Does dry needling"))
    assert (by_field.statements, by_line.statements) == ((about,), (about,))
    assert by_folder.statements == (RawStatement(text="Does dry needling", about=Subject.CLINIC),)


def test_a_description_whose_lines_have_labels_is_read_by_them():
    fields = {name: value for name, value in FIELDS.items() if name != "gx_media_links"}
    (listing,), _ = read(document(placemark(description=described(fields))))
    (location,) = listing.locations
    assert (location.street, location.city, location.phone) == ("12 Elm Street", "Salida", "(303) 555-0101")
    assert "rowan@" not in repr(listing)


def test_what_a_description_writes_without_labels_is_looked_for():
    words = "Rowan's clinic<br>12 Elm Street, Salida, CO 81201<br>Call (303) 555-0101, see https://ashdale.example/."
    (listing,), _ = read(document(placemark(description=words)))
    (location,) = listing.locations
    assert (location.address_text, location.phone) == ("12 Elm Street, Salida, CO 81201", "(303) 555-0101")
    assert listing.website == "https://ashdale.example/"


def test_the_fields_are_what_the_source_says():
    columns = {"name": "name", "profession": "folder", "text": "About"}
    options = {"columns": columns, "id": ["Zip", "name"], "entries": "person", "constants": {"country": "US"}}
    (listing,), _ = read(document(placemark(fields=FIELDS)), options)
    assert (listing.source_id, listing.profession) == ("81201/Rowan Ashdale, DPT", "Colorado")
    assert (listing.kind, listing.locations[0].country) == (ListingKind.PERSON, "US")
    assert listing.unread == {
        "Address": "12 Elm Street",
        "City": "Salida",
        "Phone": "(303) 555-0101",
        "State": "CO",
        "Website": "https://ashdale.example/",
    }


def test_only_the_layers_that_are_asked_for_are_read():
    text = document(placemark(), folder="Kansas")
    assert (len(read(text, {"folders": ["Kansas"]})[0]), read(text, {"folders": ["Ohio"]})[0]) == (1, [])


def test_name_and_point_or_address_distinguish_a_place_and_never_its_name_alone():
    first, second = read(document(placemark(), placemark(point=POINT.replace("38.53", "39.0"))))[0]
    assert (first.source_id, second.source_id) == (
        "rowan ashdale, dpt/38.53,-105.99",
        "rowan ashdale, dpt/39.0,-105.99",
    )
    (third,), _ = read(document(placemark(fields=FIELDS, point="")))
    assert third.source_id == "rowan ashdale, dpt/12 elm street"
    found, problems = read(document(placemark(point="")))
    assert (found, [kind for kind, _, _ in problems]) == ([], ["row/no_point"])


@pytest.mark.parametrize(
    "point",
    [
        "<LineString><coordinates>-105,38 -106,39</coordinates></LineString>",
        "<Point><coordinates>here</coordinates></Point>",
        "<Point/>",
    ],
)
def test_lines_areas_and_damaged_points_give_no_coordinates(point):
    (listing,), _ = read(document(placemark(fields=FIELDS, point=point)))
    assert (listing.locations[0].latitude, listing.locations[0].longitude) == ("", "")


def test_the_zip_that_google_sends_is_the_same_map():
    plain = document(placemark(fields=FIELDS))
    assert read(kmz(plain)) == read(plain)


def test_kml_of_other_programs_is_read_too():
    simple = '<SchemaData schemaUrl="#s"><SimpleData name="City">Salida</SimpleData></SchemaData>'
    own = "<address>12 Elm Street, Salida, CO 81201</address><phoneNumber>tel:+13035550101</phoneNumber>"
    (listing,), _ = read(document(placemark(more=f"<ExtendedData>{simple}</ExtendedData>{own}")))
    (location,) = listing.locations
    assert (location.street, location.city, location.phone) == (
        "12 Elm Street, Salida, CO 81201",
        "Salida",
        "+13035550101",
    )


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"", "not KML"),
        (b"<html><body>Sign in</body></html>", "not KML"),
        (b"PK\x03\x04 and then nothing", "damaged or incomplete"),
        (kmz("x")[:-30], "damaged or incomplete"),
    ],
)
def test_what_is_no_map_is_a_problem_and_not_an_empty_directory(body, message):
    found, ((kind, _, detail),) = read(body)
    assert (found, kind) == ([], "page/kml")
    assert message in detail


def test_a_zip_without_a_kml_is_reported():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("readme.txt", "nothing")
    assert "holds no .kml file" in read(packed.getvalue())[1][0][2]


def test_a_zip_that_grows_without_measure_is_not_unpacked(monkeypatch):
    monkeypatch.setattr(kml, "LARGEST", 1000)
    assert "more than 1000 bytes" in read(kmz(document(placemark(description="x" * 5000))))[1][0][2]


def test_entities_are_neither_fetched_nor_multiplied():
    head = (
        '<?xml version="1.0"?><!DOCTYPE kml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
        '<!ENTITY f SYSTEM "file:///etc/hostname">]>'
    )
    found, ((kind, _, detail),) = read(document(placemark(name="Rowan &b; &f; Ashdale"), head=head))
    assert (found, kind, "document type" in detail) == ([], "page/kml", True)


def test_a_map_is_asked_for_by_its_number_and_a_file_by_its_address():
    (by_number,) = asyncio.run(started(spider("google_my_maps", options={"mid": "1aB-c"})))
    assert by_number.url == "https://www.google.com/maps/d/kml?mid=1aB-c&forcekml=1"
    (by_address,) = asyncio.run(started(spider("google_my_maps", options={"kml": "/map.kmz"})))
    assert by_address.url == "https://directory.example/map.kmz"


@pytest.mark.parametrize(
    "frame",
    [
        "https://www.google.com/maps/d/embed?mid=1aB-c",
        "https://www.google.com/maps/d/u/0/embed?hl=en&amp;mid=1aB-c&amp;ehbc=2E312F",
        "//www.google.com/maps/d/viewer?mid=1aB-c&usp=sharing",
    ],
)
def test_the_map_in_a_page_is_recognized_with_its_number(frame):
    reader = spider("google_my_maps")
    shown = page(f'<iframe src="{frame}"></iframe>')
    assert type(reader).recognize(shown).options == {"mid": "1aB-c"}
    (request,) = reader.parse_front(shown)
    assert request.url.endswith("kml?mid=1aB-c&forcekml=1")


def test_a_page_without_a_map_is_a_problem_that_says_what_to_write():
    reader = spider("google_my_maps")
    assert list(reader.parse_front(page("<p>No map</p>"))) == []
    assert "write mid" in reader.take_problems()[0][2]


def test_a_link_to_a_map_s_file_is_recognized_with_its_address():
    reader = spider("google_my_maps")
    shown = page('<a href="/maps/practitioners.KMZ">Our map</a>')
    found = type(reader).recognize(shown)
    assert (found.options, found.strength) == ({"kml": "/maps/practitioners.KMZ"}, 30)
    (request,) = reader.parse_front(shown)
    assert request.url == "https://directory.example/maps/practitioners.KMZ"


def linking(*addresses):
    links = "".join(f"<NetworkLink><Link><href>{address}</href></Link></NetworkLink>" for address in addresses)
    return f'<kml xmlns="http://www.opengis.net/kml/2.2"><Document>{links}</Document></kml>'


def test_a_file_that_only_links_to_the_map_is_followed_once_and_to_no_stranger():
    reader = spider("google_my_maps", options={"mid": "1aB-c"})
    mine = "https://www.google.com/maps/d/kml?forcekml=1&amp;mid=1aB-c"
    (request,) = reader.parse_map(answer(linking(mine, "https://other.example/map.kml", "file:///etc/map.kml")))
    assert request.url == "https://www.google.com/maps/d/kml?forcekml=1&mid=1aB-c"
    assert list(request.callback(answer(linking(mine)), **request.cb_kwargs)) == []


def drawn(*corners):
    ring = " ".join(f"{longitude},{latitude},0" for longitude, latitude in corners)
    ring = f"<LinearRing><coordinates>{ring}</coordinates></LinearRing>"
    return f"<Polygon><outerBoundaryIs>{ring}</outerBoundaryIs></Polygon>"


def looked_at(away=""):
    distance = f"<range>{away}</range>" if away else ""
    return f"<LookAt><longitude>-105.9989</longitude><latitude>38.5347</latitude>{distance}</LookAt>"


def pointed(coordinates):
    return f"<Point><coordinates>{coordinates}</coordinates></Point>"


BUILDING = drawn((-105.999, 38.534), (-105.997, 38.534), (-105.997, 38.536), (-105.999, 38.536), (-105.999, 38.534))
COUNTY = drawn((-105.9, 38.5), (-105.8, 38.5), (-105.8, 38.6), (-105.9, 38.5))


@pytest.mark.parametrize(
    ("point", "where"),
    [
        (pointed(",-105.9989,38.5347"), ("38.5347", "-105.9989")),
        (pointed(" ,, -105.9989, 38.5347, 0 "), ("38.5347", "-105.9989")),
        (pointed("-105.9989;38.5347"), ("38.5347", "-105.9989")),
        (pointed("-105.9989 38.5347"), ("38.5347", "-105.9989")),
        (pointed("\n-1.059989e2 ,\t+38.5347\n"), ("+38.5347", "-1.059989e2")),
        (f"<MultiGeometry>{pointed('')}{pointed('-105.9989,38.5347')}</MultiGeometry>", ("38.5347", "-105.9989")),
        (f"<MultiGeometry>{COUNTY}{pointed('-105.9989,38.5347')}</MultiGeometry>", ("38.5347", "-105.9989")),
        (BUILDING, ("38.535000", "-105.998000")),
        (f"<MultiGeometry>{BUILDING}</MultiGeometry>", ("38.535000", "-105.998000")),
        (looked_at(), ("38.5347", "-105.9989")),
        (looked_at("500.5"), ("38.5347", "-105.9989")),
        (looked_at("90000") + BUILDING, ("38.535000", "-105.998000")),
    ],
)
def test_a_point_is_read_however_the_map_has_it(point, where):
    (listing,), problems = read(document(placemark(point=point)))
    (location,) = listing.locations
    assert ((location.latitude, location.longitude), problems) == (where, [])


@pytest.mark.parametrize(
    "point",
    [
        "",
        COUNTY,
        looked_at("90000"),
        "<LookAt><longitude>-105.9989</longitude></LookAt>",
        "<LineString><coordinates>-105.9,38.5,0 -105.8,38.5,0</coordinates></LineString>",
        pointed("north, south"),
        pointed(""),
        drawn(),
    ],
)
def test_a_place_without_a_point_is_reported_by_that_cause_and_read_where_something_else_distinguishes_it(point):
    listings, problems = read(document(placemark(point=point), placemark("Fern Ashdale")))
    assert ([one.name for one in listings], [kind for kind, _, _ in problems]) == (["Fern Ashdale"], ["row/no_point"])
    assert "has no point" in problems[0][2]
    for fields in ({"Address": "12 Elm Street"}, {"Phone": "(303) 555-0101"}, {"Website": "https://ashdale.example/"}):
        (listing,), problems = read(document(placemark(fields=fields, point=point)))
        assert (listing.name, problems) == ("Rowan Ashdale, DPT", [])
        assert [one.latitude for one in listing.locations if one.latitude] == []


def test_a_place_without_a_name_is_reported_by_that_cause():
    assert [kind for kind, _, _ in read(document(placemark(name="")))[1]] == ["row/name"]
