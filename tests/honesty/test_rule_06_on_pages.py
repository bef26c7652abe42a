"""Rule 6: letters are shown with what they are and who gives them; what nobody can read is shown as written."""


def letters_of(client):
    return client.get("/people/avery").page.words.split("Letters after the name")[1].split("The state's rule")[0]


def test_a_degree_is_said_to_be_no_license_and_no_sign_of_training(client):
    assert "a degree, not a license. It does not show dry-needling training." in letters_of(client)


def test_letters_that_two_schools_give_are_said_to_be_of_either(client):
    said = letters_of(client)
    assert "These letters can come from" in said
    assert "It does not show that the person may do dry needling in this state." in said


def test_letters_that_nobody_reads_are_shown_as_written(client):
    assert "XQZ We do not know these letters. Ask what they stand for." in letters_of(client)


def test_a_course_is_never_worded_as_doing_it(client):
    words = client.get("/people/course").page.words
    assert "A dry-needling course is listed" in words
    assert "Listed as doing dry needling" not in words
