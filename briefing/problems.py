"""What is wrong with a file, where, and what to write instead: the one form of every diagnostic."""

from enum import StrEnum

from briefing.records import record


class Severity(StrEnum):
    """How much a problem weighs: an error keeps an item from being read, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@record(kw_only=True)
class Problem:
    """One thing that is wrong with a file.

    `line` and `column` count from 1, `column` and `length` in characters of `excerpt`,
    which is the whole line as it stands in the file.
    """

    file: str
    line: int
    column: int
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR
    length: int = 1
    excerpt: str = ""

    def __str__(self) -> str:
        """The problem as compilers print it, on one line, without the hint."""
        return f"{self.file}:{self.line}:{self.column}: {self.severity}: {self.message}"
