"""Outlines of states and counties, and the test whether a point lies in a state."""
