"""License files of states that publish with Socrata."""
