"""The outlines of states and counties, and whether a point lies within a state's."""
