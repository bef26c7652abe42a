"""How a run is judged: what was measured of it, the gates it must pass, and what people decide about a held one."""
