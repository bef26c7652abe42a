import pytest

from index.vocabulary.credentials import credentials
from webapp.article.source import ArticleError, shipped_sources
from webapp.letters.letters_facts import letters_facts, load_letters_facts
from webapp.letters.letters_page import by_slug, groups, is_sourced, slug_of

SOURCED = [slug for slug, entry in by_slug().items() if is_sourced(entry)]


def test_each_entry_of_the_vocabulary_has_an_address_of_its_own():
    assert {entry.code for entry in by_slug().values()} == set(credentials())
    assert slug_of(credentials()["Cert. DN"]) == "cert-dn-american-academy-of-manipulative-therapy"


@pytest.mark.parametrize("slug", SOURCED)
def test_each_sourced_entry_names_what_was_read_and_when(client, slug):
    page = client.get(f"/letters/{slug}").page
    assert "What it does not show" in page.words
    assert "What the letters stand for: read on" in page.words


def test_what_we_know_without_a_source_says_so_and_is_left_out_by_search_engines(client):
    response = client.get("/letters/cdn")
    assert "We opened no source for it." in response.page.words
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert "X-Robots-Tag" not in client.get("/letters/cert-dn-american-academy-of-manipulative-therapy").headers


def test_letters_of_two_schools_name_both_and_say_to_ask(client):
    for slug in ("dn-1", "cmtpt"):
        words = client.get(f"/letters/{slug}").page.words
        assert "The same letters come from more than one school or board." in words
        assert "Myopain Seminars;" in words or "; Myopain Seminars" in words


def test_a_degree_is_no_license_and_shows_no_needling(client):
    words = client.get("/letters/dpt-university").page.words
    assert "It is not a license." in words
    assert "It does not show dry-needling training." in words


def test_a_course_does_not_show_that_the_person_does_it_here(client):
    words = client.get("/letters/cert-dn-american-academy-of-manipulative-therapy").page.words
    assert "54 hours in all" in words
    assert "So the letters do not show that the person may do dry needling in this state." in words
    assert "It does not show that the person does dry needling here, or how well. Ask." in words


def test_the_list_holds_every_entry_once_under_its_kind(client):
    with client.application.test_request_context():
        lines = [line for group in groups() for line in (*group.sourced, *group.known)]
    assert sorted(line.address for line in lines) == sorted(f"/letters/{slug}" for slug in by_slug())
    links = [link for link in client.get("/letters").page.links if link.startswith("/letters/")]
    assert sorted(links) == sorted(line.address for line in lines)


def test_a_states_record_is_called_by_its_name_and_not_by_our_code(client):
    response = client.get("/letters/wa-imn-washington-department-of-health")
    assert response.page.title.startswith("What “Intramuscular Needling Endorsement” means")
    assert "WA-IMN" not in response.page.words
    assert "WA-IMN" not in client.get("/letters").page.words


def test_facts_about_letters_are_held_to_their_sources_as_guidance_is(tmp_path):
    path = tmp_path / "facts.yml"
    path.write_text("Cert. DN: {takes: '55 hours. [cert-dn-school:hours]'}")
    with pytest.raises(ArticleError, match="55 is in none of the statements it cites"):
        load_letters_facts(path, shipped_sources())
    path.write_text("XQZ: {takes: A course.}")
    with pytest.raises(ArticleError, match="no such letters"):
        load_letters_facts(path, shipped_sources())
    assert letters_facts()


def test_letters_that_nobody_has_are_not_found(client):
    assert client.get("/letters/xqz").status_code == 404
