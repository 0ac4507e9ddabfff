"""The commands: parse, call the core, print."""


def main() -> None:
    """Run the program."""
