"""The brief on paper and in other tools."""
