"""The index of a library: thousands of briefs, listed and searched without reading their files again."""
