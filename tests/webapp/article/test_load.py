from textwrap import dedent

import pytest

from webapp.article.article import load_article, load_articles
from webapp.article.source import ArticleError, load_sources

SOURCES = """
study:
  label: A study
  kind: study
  url: https://study.test/1
  date: "2020"
  read_on: 2026-11-23
  says:
    sore: 12 of 1,000 were sore for 2 days.
    tired: 7 were tired.
known:
  {label: General knowledge, kind: general_knowledge, url: "", date: "", read_on: null, says: {}}
"""
PAGE = """
order: 1
title: What is it?
short: A line
lead: "{lead}"
sections:
  - heading: "{heading}"
    blocks:
      - {block}
to_sign: []
"""


@pytest.fixture
def known(tmp_path):
    path = tmp_path / "sources.yml"
    path.write_text(SOURCES)
    return load_sources(path)


def page(tmp_path, known, lead="It is sore.", heading="How long", block="p: It heals."):
    path = tmp_path / "what.yml"
    path.write_text(PAGE.format(lead=lead, heading=heading, block=block))
    return load_article(path, known)


def test_a_figure_with_a_source_that_says_it_is_printed_with_its_number(tmp_path, known):
    loaded = page(tmp_path, known, lead="It hurts. [known] Some 12 in 1,000 were sore. [study:sore]")
    assert [sentence.text for sentence in loaded.lead] == ["It hurts.", "Some 12 in 1,000 were sore."]
    assert list(loaded.sources) == ["known", "study"]
    assert loaded.number("study") == 2


@pytest.mark.parametrize(
    ("lead", "said"),
    [
        ("Some 12 in 1,000 were sore.", "1,000 is in none of the statements it cites"),
        ("Some 13 were sore. [study:sore]", "13 is in none of the statements it cites"),
        ("Some 12 were sore. It heals. [study:sore]", "12 is in none of the statements it cites"),
        ("Some 12 were sore. [known]", "12 is in none of the statements it cites"),
        ("Some 12 were tired. [study:tired]", "12 is in none of the statements it cites"),
        ("It heals. [nobody]", "no source is named 'nobody'"),
        ("It heals. [study]", r"study is cited without a statement; write \[study:key\] with one of: sore, tired"),
        ("It heals. [study:heals]", "study holds no statement 'heals'; write one of: sore, tired"),
        ("It heals. [known:heals]", r"known holds no statements; write \[known\]"),
    ],
)
def test_a_figure_that_no_named_source_says_stops_the_page(tmp_path, known, lead, said):
    with pytest.raises(ArticleError, match=said) as error:
        page(tmp_path, known, lead=lead)
    assert "what.yml" in str(error.value)


def test_the_day_a_source_gives_itself_may_be_printed(tmp_path, known):
    assert page(tmp_path, known, lead="It was in 2020. [study:tired]").sources


def test_a_heading_holds_no_figure(tmp_path, known):
    with pytest.raises(ArticleError, match="3 is in a heading"):
        page(tmp_path, known, heading="The 3 days after")


def test_the_number_to_call_needs_no_source(tmp_path, known):
    assert page(tmp_path, known, heading="Call 911", lead="Call 911.").sources == {}


@pytest.mark.parametrize(
    ("block", "said"),
    [
        ("{p: It heals., list: [It heals.]}", "write exactly one of"),
        ("{para: It heals.}", "Extra inputs are not permitted"),
        ("{see: [{to: guide, text: Guide}]}", "match pattern"),
        ("{links: [nobody]}", "no source is named 'nobody'"),
    ],
)
def test_a_block_that_is_not_known_says_so(tmp_path, known, block, said):
    with pytest.raises(ArticleError, match=said):
        page(tmp_path, known, block=block)


def test_a_file_that_is_no_yaml_is_named(tmp_path, known):
    (tmp_path / "bad.yml").write_text("a: [")
    with pytest.raises(ArticleError, match=r"bad\.yml, the whole file: no readable YAML"):
        load_article(tmp_path / "bad.yml", known)


def test_pages_are_in_their_order(tmp_path, known):
    for name, order in (("b", 1), ("a", 2), ("c", 1)):
        (tmp_path / "pages").mkdir(exist_ok=True)
        text = PAGE.format(lead="It heals.", heading="How", block="p: It heals.").replace("order: 1", f"order: {order}")
        (tmp_path / "pages" / f"{name}.yml").write_text(text)
    assert list(load_articles(tmp_path / "pages", known)) == ["b", "c", "a"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("url: https://study.test/1", 'url: ""'), "needs an address"),
        (('url: ""', "url: https://all.test/"), "has no address"),
        (("kind: study", "kind: rumor"), "Input should be"),
        (('date: "2020"', 'date: ""'), "write all three"),
        (("says: {}", "says: {heals: It heals.}"), "general knowledge holds no statements"),
        (("    sore: ", "    Sore: "), "should match pattern"),
        (("tired: 7 were tired.", 'tired: ""'), "at least 1 character"),
    ],
)
def test_a_source_is_whole_or_refused(tmp_path, change, said):
    path = tmp_path / "sources.yml"
    path.write_text(dedent(SOURCES).replace(*change))
    with pytest.raises(ArticleError, match=said):
        load_sources(path)
