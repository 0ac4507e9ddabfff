"""The commands, a module for each kind of work: parse, call the core, print."""
