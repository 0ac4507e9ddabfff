"""Read, check, find and hand over briefs: key figures and quotes, each with its source."""

__version__ = "0.1.0"
