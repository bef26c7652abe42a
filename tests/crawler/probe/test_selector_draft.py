from parsel import Selector

from crawler.probe.selector_draft import draft_selectors

CARD = """<div class="member-card item-{n}"><h3 class="member-name"><a href="/m/{n}">{name}, PT, DPT</a></h3>
<p>{n} Example Street, Salida, CO 81201</p><p class="tel">(303) 555-01{n}</p></div>"""
PEOPLE = ("Jordan Averthwaite", "Dana Orrickdray", "Casey Norlundell", "Riley Garrowmere")
WORDS = ("About", "Courses", "News", "Join")
MENU = "".join(f'<li class="menu-item"><a href="/{word}">{word}</a></li>' for word in WORDS)


def page(cards, after=""):
    return Selector(text=f"<body><ul>{MENU}</ul><div class='list'>{cards}</div>{after}</body>")


def test_a_list_of_people_is_drafted_with_name_link_phone_and_next_page():
    cards = "".join(CARD.format(n=n, name=name) for n, name in enumerate(PEOPLE, 11))
    draft = draft_selectors(page(cards, '<a class="next" href="?page=2">Next</a>'))
    assert draft.options == {
        "card": "div.member-card",
        "name": "h3.member-name",
        "link": "h3.member-name a",
        "phone": "p.tel",
        "next_page": "a.next",
    }
    assert (draft.cards, draft.with_name, draft.with_phone) == (4, 4, 4)


def test_rows_of_a_table_without_classes_are_cards_too():
    rows = "".join(f"<tr><td>{name}, PT</td><td>(303) 555-01{n}</td></tr>" for n, name in enumerate(PEOPLE, 10))
    draft = draft_selectors(page(f"<table>{rows}</table>"))
    assert (draft.options["card"], draft.options["name"], draft.cards) == ("tr", "td", 4)


def test_a_page_where_nothing_looks_like_an_entry_gives_no_draft():
    assert draft_selectors(page("<p>We teach.</p><p>You learn.</p><p>They move.</p>")) is None


def test_two_cards_are_no_list():
    cards = "".join(CARD.format(n=n, name=name) for n, name in enumerate(PEOPLE[:2], 11))
    assert draft_selectors(page(cards)) is None
