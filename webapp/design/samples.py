"""Invented people, clinics and values for the page of components: one of each state that a component has."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from flask import url_for

from index.records import Phone, SourcesSay
from webapp.about.who_runs import WhoRuns
from webapp.finder.call_list import Person, PlaceToCall
from webapp.finder.card import Card
from webapp.finder.complaint import Hurts, ListSection, Warnings, warnings
from webapp.finder.form_filters import Choice
from webapp.finder.place_choice import Choice as PlaceChoice
from webapp.finder.place_choice import ChoicesOfState, SearchedPlace
from webapp.languages import language
from webapp.map.figure import figure
from webapp.map.markers import Marker
from webapp.map.projection import fitted
from webapp.map.results_map import ResultsMap, Zoom
from webapp.profile.colleagues import Colleague, Colleagues
from webapp.referrals.sheets.sheet import Section, Sheet, blank, box, boxes, fields, item, text, words
from webapp.stated.details import StatedDetail
from webapp.stated.quotes import QuoteWords, read_words
from webapp.words import answer_words
from webapp.words.formats import CallButton, call_button
from webapp.words.translate import _

READ = date(2026, 11, 12)
OLD = date(2025, 6, 3)
TODAY = date(2026, 11, 23)
_PHONE = Phone(e164="+13035550112")
_SHARED = ("+13035550112", "100 example st salida")


@dataclass(frozen=True, slots=True, kw_only=True)
class Samples:
    """The values of the page of components; each field is named after the component that takes it."""

    cards: tuple[Card, ...]
    section: dict[str, Any]
    places: tuple[PlaceToCall, ...]
    colleagues: Colleagues
    warnings: Warnings
    filters: dict[str, Any]
    map: ResultsMap
    county: dict[str, Any]
    boards: tuple[dict[str, Any], ...]
    rules: dict[str, Any]
    chosen: dict[str, Any]
    choices: tuple[ChoicesOfState, ...]
    searched: SearchedPlace
    sheet: Sheet
    details: tuple[StatedDetail, ...]
    tiles: dict[str, Any]
    who_runs: WhoRuns
    nobody_runs: WhoRuns


def samples() -> Samples:
    """Return the samples in the language of the request."""
    return Samples(
        cards=_cards(),
        section=_section((_card(8, "Alex Ferncroft", SourcesSay.PERSON_LISTED),)),
        places=_places(),
        colleagues=Colleagues(
            clinics=(_colleague("Upper River Physical Therapy", ""),),
            listed=(_colleague("Robin Castellane", answer_words.label(SourcesSay.PERSON_LISTED)),),
            no_word=(_colleague("Sam Lindqvarn", ""),),
        ),
        warnings=warnings("chest pain, pregnant"),
        filters=_filters(),
        map=_map(),
        county=_county(),
        boards=_boards(),
        rules=_rules(),
        chosen=_chosen(),
        choices=(ChoicesOfState(state="Colorado", choices=_towns()), ChoicesOfState(state="Utah", choices=_towns())),
        searched=SearchedPlace(
            label="Salida, CO",
            around="Salida, CO",
            county="Chaffee County",
            left_out="100 Example St",
            towns=_towns(),
            others="#part-place_choices",
        ),
        sheet=_sheet(),
        details=_details(),
        tiles=_tiles(),
        who_runs=WhoRuns(
            name="Example Health Library",
            mail="help@pinpoint.example",
            phone="303-555-0199",
            phone_link="tel:+13035550199",
            post=("100 Example St", "Salida, CO 81201"),
        ),
        nobody_runs=WhoRuns(name="", mail="", phone="", phone_link="", post=()),
    )


def _quote(written: str, read_on: date = READ) -> QuoteWords:
    read = read_words(read_on, language())
    link = "https://upper-river.example/"
    return QuoteWords(text=written, source=_("Clinic website"), link=link, read_on=read_on, read=read)


def _card(number: int, name: str, answer: SourcesSay, **changes: Any) -> Card:
    one = Card(
        number=number,
        name=name,
        address="#part-card",
        is_clinic=False,
        professions=(_("Physical therapist"),),
        clinic="Upper River Physical Therapy",
        where="100 Example St, Salida, CO",
        miles=_("%(miles)s miles", miles="0.4"),
        directions="https://www.openstreetmap.org/search?query=Salida",
        website="https://upper-river.example/",
        label=answer_words.label(answer),
        lists_letters=False,
        line=answer_words.line(answer),
        caution="",
        elsewhere="",
        quotes=(_quote("We do dry needling for neck and shoulder pain."),),
        age="",
        question=_("how many hours of training were in person?"),
        call=call_button(_PHONE),
        phone=_PHONE,
        workplace=None,
    )
    return one._replace(**changes)


def _cards() -> tuple[Card, ...]:
    """Return each label, each doubt, and two colleagues, which become one block."""
    extension = Phone(e164="+13035550112", extension="12")
    shared: dict[str, Any] = {"workplace": _SHARED, "clinic_page": ("Upper River Physical Therapy", "#part-card")}
    return (
        _card(1, "Jordan Averthwaite", SourcesSay.PERSON_LISTED, **shared),
        _card(2, "Robin Castellane", SourcesSay.PERSON_LISTED, phone=extension, call=call_button(extension), **shared),
        _card(3, "Brindlewick Rehab", SourcesSay.CLINIC_OFFERS, is_clinic=True, clinic="", question="", professions=()),
        _card(4, "Morgan Fennholt", SourcesSay.COURSE_LISTED, lists_letters=True, quotes=(_quote("PT, Cert. DN"),)),
        _card(
            5,
            "Dana Orrickdray",
            SourcesSay.DISAGREE,
            quotes=(_quote("Dana offers dry needling."), _quote("Dana does not offer dry needling.")),
        ),
        _card(
            6,
            "Casey Norlundell",
            SourcesSay.PERSON_LISTED,
            quotes=(_quote("Casey does dry needling.", OLD),),
            age=answer_words.age(OLD, TODAY),
            elsewhere=_("rule not found"),
        ),
        _card(
            7,
            "Quinn Ashvale",
            SourcesSay.BOARD_LISTED,
            call=None,
            phone=None,
            miles="",
            directions="",
            website="",
            where=" · ".join((_("in %(town)s", town="Salida, CO"), _("town and ZIP only"))),
        ),
    )


def _places() -> tuple[PlaceToCall, ...]:
    named = PlaceToCall(
        name="Poncha Physical Therapy",
        is_named=True,
        address="#part-card",
        where="211 Pretend Rd, Poncha Springs, CO",
        miles=_("%(miles)s miles", miles="4.2"),
        directions="https://www.openstreetmap.org/search?query=Poncha",
        who=_("Physical therapist"),
        elsewhere="",
        is_listed=True,
        call=CallButton("303-555-0160", "tel:+13035550160"),
        people=(
            Person(name="Sam Lindqvarn", address="#part-card"),
            Person(name="Alex Ferncroft", address="#part-card"),
        ),
    )
    nameless = PlaceToCall(
        name=_("Physical therapist"),
        is_named=False,
        address="",
        where="Salida, CO",
        miles="",
        directions="",
        who="",
        elsewhere="",
        is_listed=False,
        call=None,
        people=(Person(name="Kim Garrfell", address="#part-card"),),
    )
    return (named, nameless)


def _colleague(name: str, label: str) -> Colleague:
    return Colleague(
        name=name, address="#part-card", professions=(_("Physical therapist"),) if label else (), label=label
    )


def _choice(value: str, said: str, count: int | None, *, chosen: bool = False) -> Choice:
    return Choice(value=value, words=said, count=count, chosen=chosen, toggle="#part-filters")


def _filters() -> dict[str, Any]:
    """Return what the filters' form reads of a page: groups of each kind, chips, and tags of two in force."""
    say = [_choice(one.value, answer_words.choice(one), 3, chosen=True) for one in (SourcesSay.PERSON_LISTED,)]
    more = [_choice(one.value, answer_words.choice(one), 1) for one in (SourcesSay.CLINIC_OFFERS,)]
    group = {"legend": _("What sources say"), "unsaid": 2, "one_of": False, "folded": False}
    return {
        "groups": (
            {**group, "name": "label", "choices": (*say, *more)},
            {**group, "name": "credential", "legend": _("Certificate or course"), "choices": more, "folded": True},
        ),
        "conditions": (_choice("neck-pain", _("Neck pain"), 2, chosen=True),),
        "distances": tuple(
            _choice(miles, _("%(miles)s miles", miles=miles), None, chosen=miles == "25")
            for miles in ("10", "25", "50")
        ),
        "tags": tuple({"words": words_, "address": "#part-filters"} for words_ in (_("Person listed"), _("Neck pain"))),
    }


def _map() -> ResultsMap:
    """Return a map of two cards, one of them known by its town only, with one outside and one without a point."""
    place = (38.53, -106.0)
    markers = [
        Marker(number=number, words="", latitude=place[0] + number / 20, longitude=place[1], is_exact=number == 1)
        for number in (1, 2)
    ]
    shown = fitted(place, [(one.latitude, one.longitude) for one in markers])
    zooms = tuple(
        Zoom(words=_("%(miles)s miles", miles=far), address=url_for("design.components"), is_current=far == "10")
        for far in ("3", "10", "30")
    )
    return ResultsMap(
        picture=figure("Salida, CO", place, shown, markers),
        on_it=frozenset({1, 2}),
        off_it=frozenset({3}),
        town_level="2",
        without_point="4",
        outside="3",
        everyone=url_for("design.components"),
        zooms=zooms,
    )


def _county() -> dict[str, Any]:
    read = {"name": _("Clinic website"), "last_read": READ, "named": 18, "is_registry": False}
    registry = {"name": _("NPI registry"), "last_read": READ, "named": 1, "is_registry": True}
    county = {"name": "Chaffee County", "state": "Colorado", "is_open": True, "sources": (read, registry)}
    return {"read": county, "nobody": {**county, "is_open": False, "sources": ()}}


def _boards() -> tuple[dict[str, Any], ...]:
    board = {"board": "", "state": "Colorado", "people": _("physical therapists"), "link": "", "opened_on": None}
    found = {**board, "link": "https://board.example/", "opened_on": READ}
    return tuple({**one, "words": "Colorado physical therapist license lookup"} for one in (found, board))


def _rules() -> dict[str, Any]:
    said = _("The state asks for training. Ask the person how many hours they did in person.")
    rule = {"sentences": (said,), "read_on": READ, "link": "", "site": "rules.example"}
    line = {"state": "Colorado", "short": _("rule not found"), "rules": (rule,), "path": "#part-shown_rules"}
    neighbor = {
        "state": "Utah",
        "rule": _("rule not found"),
        "miles": 18,
        "path": "#part-shown_rules",
        "town": "Moab, UT",
    }
    return {"boxes": (line,), "lines": (line,), "neighbors": ({**neighbor, "address": "#part-shown_rules"},)}


def _chosen() -> dict[str, Any]:
    """Return what the parts about chosen listings read of a listing, and two ids that show nobody."""
    quote = _quote("We do dry needling for neck and shoulder pain.")
    return {
        "left_off": ({"name": "Robin Castellane", "asked": "", "words": _("This listing is no longer shown.")},),
        "phone": {"spoken": "303-555-0112", "source_and_day": quote.source},
        "of": {
            "name": "Jordan Averthwaite",
            "label": answer_words.label(SourcesSay.PERSON_LISTED),
            "answer": SourcesSay.PERSON_LISTED,
            "quotes": (quote,),
            "line": "",
            "age": answer_words.age(OLD, TODAY),
            "rule": _("rule not found"),
            "rule_path": "#part-shown_rules",
            "cautions": (),
            "is_clinic": False,
            "licenses": ({"license": "CO DEMO.00025", "said": _("We have not looked this up.")},),
            "training": ("Cert. DN",),
            "organization": "Upper River Physical Therapy",
            "place_line": "100 Example St, Salida, CO 81201",
            "miles": _("%(miles)s miles", miles="0.4"),
            "is_withheld": True,
        },
    }


def _sheet() -> Sheet:
    language_of = language()
    lines = (text(words("Upper River Physical Therapy")), text(words("303-555-0112", number=True)))
    row = (Section(heading="Jordan Averthwaite", lines=lines, language=language_of, is_at_left=True),)
    ticks = (
        fields(blank(_("Name"), 3), blank(_("Phone"), 2)),
        boxes(box("A"), box("B", 1)),
        item(words(_("Ask."), strong=True)),
    )
    return Sheet(
        title=_("Options for the patient"),
        language=language_of,
        head=(text(words(f"{TODAY:%Y-%m-%d}")),),
        rows=(row, (Section(heading="", lines=ticks, language=language_of),)),
        foot=(text(words("911", strong=True)),),
    )


def _towns() -> tuple[PlaceChoice, ...]:
    names = ("Salida, CO", "Buena Vista, CO")
    return tuple(PlaceChoice(words=name, address="#part-place_choices") for name in names)


def _details() -> tuple[StatedDetail, ...]:
    said = StatedDetail(
        field="hours", label=_("Hours"), value="9", lines=((_("Name"), "9:00 - 17:00"),), by=_("Ask."), stated_on=READ
    )
    return (said, replace(said, value="", lines=(), stated_on=OLD))


def _tiles() -> dict[str, Any]:
    patterns = ("solid", "half", "dots", "crossed", "plain", "striped")
    tile = {"address": "#part-tile_map", "y": 0, "is_dashed": False}
    return {
        "width": 40 * len(patterns),
        "height": 40,
        "title": _("State rules"),
        "tiles": tuple(
            {**tile, "state": state, "says": state, "pattern": pattern, "x": 40 * at}
            for at, (state, pattern) in enumerate(zip(("CO", "KS", "NE", "NM", "UT", "WY"), patterns, strict=True))
        ),
        "legend": tuple({"pattern": pattern, "words": pattern, "number": 1, "parts": ()} for pattern in patterns),
    }


def _section(cards: tuple[Card, ...]) -> dict[str, Any]:
    """Return a page of results as the sections read it: a complaint that nobody knows, and one card."""
    hurts = Hurts(
        typed="xyzzy", what=_("Neck pain"), is_unknown=True, nearest=((_("Neck pain"), "#part-sections"),), counts={}
    )
    return {"hurts": hurts, "sections": (ListSection(group=None, total=len(cards), cards=cards, first=8),)}
