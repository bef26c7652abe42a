"""The invented world: who lives and works where, and how each source writes of them."""
