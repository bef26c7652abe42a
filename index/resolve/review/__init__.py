"""Review: the queue of doubts, their explanation, and the shadow resolution from scratch."""
