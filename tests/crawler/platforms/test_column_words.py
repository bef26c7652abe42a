from crawler.platforms.csv_file.csv_layout import guessed


def test_columns_named_after_a_field_are_that_field():
    assert guessed(["Full name", "City / Town", "Zip-Code", "Work phone", "Fee"]) == {
        "name": ("Full name",),
        "city": ("City / Town",),
        "zip": ("Zip-Code",),
        "phone": ("Work phone",),
    }


def test_a_given_and_a_family_name_make_one_name():
    assert guessed(["Last name", "First Name"]) == {"name": ("First Name", "Last name")}


def test_of_two_columns_of_one_name_the_first_is_meant_and_a_private_one_never():
    assert guessed(["Phone", "PHONE", "Mailing Address", "Home phone"]) == {"phone": ("Phone",)}
