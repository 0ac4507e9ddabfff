"""Widgets that draw rows: the pane, and the lines around it."""
