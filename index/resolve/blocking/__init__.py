"""Which listings are compared at all: keys, pairs, and what is left out beforehand."""
