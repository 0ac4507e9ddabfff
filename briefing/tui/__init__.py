"""The brief on the screen: the Textual app."""
