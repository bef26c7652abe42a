"""Words of street lines and their short forms (USPS Publication 28, appendices B, C1 and C2), each spelled one way."""

DIRECTIONS = frozenset({
    "north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest",
})  # fmt: skip
_SHORT = {
    "n": "north", "s": "south", "e": "east", "w": "west", "ne": "northeast", "nw": "northwest", "se": "southeast",
    "sw": "southwest", "no": "number",
    "st": "street", "str": "street", "av": "avenue", "ave": "avenue", "aven": "avenue", "blvd": "boulevard",
    "boul": "boulevard", "rd": "road", "dr": "drive", "drv": "drive", "ln": "lane", "ct": "court", "crt": "court",
    "pl": "place", "pkwy": "parkway", "pky": "parkway", "parkwy": "parkway", "wy": "way", "cir": "circle",
    "circ": "circle", "ter": "terrace", "terr": "terrace", "trl": "trail", "tr": "trail", "sq": "square",
    "plz": "plaza", "hwy": "highway", "hiway": "highway", "expy": "expressway", "expwy": "expressway", "lp": "loop",
    "aly": "alley", "pk": "pike", "tpke": "turnpike", "tpk": "turnpike", "xing": "crossing", "fwy": "freeway",
    "ctr": "center", "cntr": "center", "cen": "center", "centre": "center", "cv": "cove", "cres": "crescent",
    "pt": "point", "rdg": "ridge", "vw": "view", "xrd": "crossroad", "byp": "bypass", "rte": "route", "rt": "route",
    "mt": "mount", "ft": "fort", "hts": "heights", "grv": "grove", "spgs": "springs",
    "first": "1st", "second": "2nd", "third": "3rd", "fourth": "4th", "fifth": "5th", "sixth": "6th",
    "seventh": "7th", "eighth": "8th", "ninth": "9th", "tenth": "10th", "eleventh": "11th", "twelfth": "12th",
    "ste": "suite", "apt": "apartment", "bldg": "building", "bld": "building", "fl": "floor", "flr": "floor",
    "rm": "room", "spc": "space", "dept": "department",
}  # fmt: skip
STREET_TYPES = frozenset({
    "street", "avenue", "boulevard", "road", "drive", "lane", "court", "place", "parkway", "way", "circle",
    "terrace", "trail", "square", "plaza", "highway", "expressway", "loop", "row", "alley", "pike", "turnpike",
    "crossing", "freeway", "center", "cove", "crescent", "point", "ridge", "view", "bypass",
})  # fmt: skip
DESIGNATORS = frozenset({"suite", "unit", "apartment", "room", "number", "office"})
"""Words that all mean the door behind the number, and are exchanged for one another."""
UNIT_WORDS = DESIGNATORS | {"building", "floor", "space", "lot", "department", "level", "wing", "tower"}


def spelled_out(word: str) -> str:
    """Return a folded word of a street line written out: "ave" is "avenue", "first" is "1st"."""
    return _SHORT.get(word, word)
