"""How the crawler behaves at another's host: what it may ask for, and how often."""
