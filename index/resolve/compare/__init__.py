"""What two listings have in common, in points, and what forbids that they are one."""
