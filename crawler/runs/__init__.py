"""Runs, from the claim to the verdict: crawl, normalize, judge, promote, decide."""
