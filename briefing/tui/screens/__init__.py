"""The screens: one brief, its problems, the list of briefs, and what opens over them."""
