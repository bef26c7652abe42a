"""One run from its claim to its verdict: crawl, normalize, judge, promote, decide."""
