import pytest
from parsel import Selector

from crawler.clinic_sites.page_ranking import Candidate, candidate, links_of, page_key, page_on

HOME = "https://fern.example/"


def points(path, text=""):
    return candidate(f"{HOME}{path}", text, depth=1).points


def test_pages_are_taken_in_the_order_of_what_they_promise():
    pages = ["about/", "dry-needling/", "our-team/", "services/", "contact/"]
    found = sorted((candidate(HOME + page, "", depth=1) for page in pages), key=lambda page: page.order)
    assert [page.address.removeprefix(HOME) for page in found] == [
        "dry-needling/", "services/", "our-team/", "about/", "contact/",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text", ["Dry Needling", "IMS", "Intramuscular stimulation", "Trigger-Point therapy", "What is needling?",
             "Dry\u00a0Need\u00adling", "Dry\u2011Needling", "\uff24ry needling"]
)  # fmt: skip
def test_the_words_of_a_link_count_as_much_as_its_address(text):
    assert points("page-7/", text) == 100


def test_a_craft_with_needles_is_no_treatment():
    assert points("needle-felting/", "Needle felting") == 0


@pytest.mark.parametrize(
    "path",
    [
        "",
        "privacy-policy/",
        "cart/",
        "careers/",
        "login/",
        "wp-json/x/",
        "patient-portal/",
        "spine-model-shop/",
        "page-7/",
    ],
)
def test_pages_that_say_nothing_of_treatment_are_not_read(path):
    assert points(path) <= 0


def test_a_course_about_needling_comes_after_a_service():
    assert points("courses/dry-needling/") < points("services/")


def test_a_blog_post_on_needling_comes_after_the_page_on_services():
    assert points("blog/2024/dry-needling/") < points("services/")


def test_a_page_below_the_team_page_is_somebody_s_own():
    team = candidate(f"{HOME}team/", "Team", depth=1)
    assert candidate(f"{HOME}team/jordan-avery/", "Jordan Avery", depth=2, parent=team).group == "bios"
    assert candidate(f"{HOME}jordan-avery/", "Jordan Avery", depth=2, parent=team).points == 0


@pytest.mark.parametrize("folder", ["es", "espanol", "fr"])
def test_pages_in_another_language_are_not_read(folder):
    assert points(f"{folder}/services/") == 0


def test_a_word_that_only_begins_like_a_language_is_none():
    assert points("de-quervains-therapy/") == 50


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("/team/", f"{HOME}team/"),
        ("team#jordan", f"{HOME}team"),
        ("https://www.fern.example/team/", "https://www.fern.example/team/"),
        ("http://fern.example/team.php", "http://fern.example/team.php"),
        ("?page_id=12", f"{HOME}?page_id=12"),
        ("?month=2026-11&day=3", ""),
        ("/files/form.pdf", ""),
        ("/photo.JPG", ""),
        ("https://other.example/team/", ""),
        ("https://fern.example.other.example/", ""),
        ("mailto:nobody@fern.example", ""),
        ("tel:+13035550101", ""),
        ("javascript:void(0)", ""),
        ("http://[", ""),
        ("/" + "x" * 400, ""),
    ],
)
def test_only_pages_of_the_host_itself_are_followed(link, address):
    assert page_on("fern.example", link, HOME) == address


def test_two_spellings_of_an_address_are_one_page():
    keys = {page_key(f"{root}/Team{end}") for root in (HOME[:-1], "http://www.fern.example") for end in ("", "/")}
    assert len(keys) == 1
    assert page_key(f"{HOME}index.html") == page_key(HOME)


def test_links_are_read_with_their_texts_and_pictures_and_those_to_other_languages_are_left_out():
    page = Selector(
        text="<a href='/a/'> Our <b>team</b></a><a href='/b/'><img alt='Services'></a>"
        "<a href='/c/' hreflang='es'>Equipo</a><a href='/d/' title='Providers'></a>"
    )
    assert list(links_of(page, HOME)) == [
        (f"{HOME}a/", "Our team"), (f"{HOME}b/", "Services"), (f"{HOME}d/", "Providers"),
    ]  # fmt: skip


def test_of_equal_pages_the_nearer_then_the_shorter_comes_first():
    near = Candidate(address=f"{HOME}services-and-more/", points=50, depth=1)
    short = Candidate(address=f"{HOME}services/", points=50, depth=1)
    far = Candidate(address=f"{HOME}s/", points=50, depth=2)
    assert sorted([far, near, short], key=lambda page: page.order) == [short, near, far]
