from index.places.largest_towns import largest_towns

CHAFFEE = (-106.5, 38.3, -105.8, 39.0)


def test_the_towns_of_a_box_come_largest_first_and_no_more_than_asked_for(gazetteer):
    towns = largest_towns(gazetteer, CHAFFEE, 3)
    assert [town.name for town in towns] == ["Salida", "Buena Vista", "Poncha Springs"]
    assert [town.people for town in towns] == sorted((town.people for town in towns), reverse=True)
    west, south, east, north = CHAFFEE
    assert all(west <= town.longitude <= east and south <= town.latitude <= north for town in towns)


def test_a_town_of_several_names_has_its_own_and_is_there_once(gazetteer):
    names = [town.name for town in largest_towns(gazetteer, (-88.2, 42.9, -87.8, 43.2), 20)]
    assert names[0] == "Milwaukee"  # also Manawa
    assert "Manawa" not in names
    points = [(town.latitude, town.longitude) for town in largest_towns(gazetteer, (-80, 35, -70, 45), 5000)]
    assert len(points) == len(set(points))


def test_a_box_across_the_180th_meridian_holds_both_sides(gazetteer):
    # GeoNames has Adak, AK at 176.6° west.
    names = [town.name for town in largest_towns(gazetteer, (170, 51, 190, 54), 20)]
    assert names == [town.name for town in largest_towns(gazetteer, (-190, 51, -170, 54), 20)]
