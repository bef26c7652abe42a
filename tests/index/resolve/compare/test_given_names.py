import pytest

from index.resolve.compare.given_names import GivenNames, relation


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("robert", "robert", GivenNames.EXACT),
        ("robert", "bob", GivenNames.NICKNAME),
        ("bob", "rob", GivenNames.NICKNAME),
        ("jose", "pepe", GivenNames.NICKNAME),
        ("r", "robert", GivenNames.INITIAL),
        ("r", "r", GivenNames.INITIAL),
        ("r", "james", GivenNames.CONFLICT),
        ("daniel", "danielle", GivenNames.CONFLICT),
        ("eric", "erin", GivenNames.CONFLICT),
        ("jordann", "jordan", GivenNames.PREFIX),
        ("jorxan", "jordan", GivenNames.TYPO),
        ("jorxax", "jordan", GivenNames.CONFLICT),
        ("", "jordan", GivenNames.CONFLICT),
    ],
)
def test_given_names_relate_the_same_from_both_sides(left, right, expected):
    assert relation(left, right) is expected
    assert relation(right, left) is expected


TWO_PEOPLE = """
andrew/andrea robert/william emily/emma emily/amy william/wilma patrick/peter henry/harold alexander/sandra
lawrence/laura john/nathan lisa/melissa susan/hannah gary/jerry al/jalen lee/shirley louis/louise casey/drew bob/william
shawn/shawna karl/karla michael/michaela daniel/danielle brian/brianna paul/paula denis/denise eric/erica carl/carla
adrian/adriana justin/justine gabriel/gabrielle stephen/stephanie joseph/josephine frank/frances max/maxine kyle/kylie
ronald/roland albert/alfred edward/edwin gerald/gerard martin/marvin jerome/jeremy hannah/anna kara/karen kelly/kelsey
alison/alice carla/carly marie/mary julia/julie jane/jean joe/joshua jonathan/nathan aaron/erin jack/jacqueline
karim/karima talib/taliba branko/branka
""".split()  # noqa: SIM905  (as literals they would be hundreds of lines)


@pytest.mark.parametrize("pair", TWO_PEOPLE)
def test_two_names_that_parents_give_are_two_people_s(pair):
    one, other = pair.split("/")
    assert relation(one, other) is GivenNames.CONFLICT
    assert relation(other, one) is GivenNames.CONFLICT


SHORT_FORMS = """
robert/bob william/bill anthony/tony charles/chuck james/jim john/jack richard/dick edward/ted henry/hank henry/harry
lawrence/larry gerald/jerry eugene/gene frederick/fred albert/al walter/walt leonard/len raymond/ray russell/russ
vincent/vince francis/frank philip/phil douglas/doug zachary/zack timothy/tim nathaniel/nate elizabeth/liz
elizabeth/betty elizabeth/libby katherine/kate katherine/kathy margaret/peggy margaret/maggie margaret/meg mary/molly
sarah/sally dorothy/dot patricia/trish barbara/barb deborah/debbie virginia/ginny frances/fran constance/connie
theresa/terri rebecca/becky susan/sue jacqueline/jackie judith/judy cynthia/cindy pamela/pam melinda/mindy eleanor/ellie
kate/katie jim/jimmy clint/clinton stan/stanley guillermo/memo
""".split()  # noqa: SIM905  (as literals they would be hundreds of lines)


@pytest.mark.parametrize("pair", SHORT_FORMS)
def test_a_short_form_links_with_its_full_name(pair):
    one, other = pair.split("/")
    assert relation(one, other) is GivenNames.NICKNAME
    assert relation(other, one) is GivenNames.NICKNAME
