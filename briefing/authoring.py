"""Writing briefs: the text that a new one starts from, and the editor."""

import os
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from string import Template

from briefing.text import one_line

_TEMPLATE = Template("""\
# A brief. Put your own words in place of the examples, delete what you don't need, and take the # away
# where a key is wanted. `briefing check` says what is wrong and in which line.

schema = 1

[brief]
title = $title
bottom_line = "What the reader must know, in one or two sentences."
as_of = $today  # the day up to which the information goes
sample = true  # every item says SAMPLE: delete this line once the examples are gone
# subtitle = "…"
# kind = "visit"  # visit, call, meeting, country, issue
# date = $today  # what the brief is about; end_date for the last day of a span
# place = "…"
# review_by = $next_week  # past this day the brief shows as stale
# prepared_by = "…"
# audience = "…"
# status = "cleared"  # draft, cleared, final
# marking = "TLP:GREEN"
# tags = ["…"]

[sources.report]  # items name it: source = "report"
title = "Title of the report"
# publisher = "…"
# author = "…"
# url = "https://…"
# published = $today  # or a month, "2025-11", or a year
# origin = "…"  # the agency or the statement that it derives from
# file = "sources/report.txt"  # its text, which `briefing check` reads; this is where it looks without the key

# Topics: defence, energy, trade and diplomacy are always there; write others in the same way.

[topics.defence]
summary = "The topic in one sentence."

[[topics.defence.figures]]
label = "What the number measures"
value = 36  # the digits of the source, or a range: [30, 40]
unit = "%"  # %, a currency such as USD, or a noun
period = "2019–23"
source = "report"
evidence = "the exact words in the source, as few as will do"
key = true  # stands on the overview and on the one page
# scale = "billion"
# qualifier = "about"  # about, nearly, over, at_least, at_most
# kind = "forecast"  # estimate, forecast, target, announced
# previous = { value = 76, period = "2009–13" }
# change = { value = -40, unit = "points", since = 2013 }  # where the start isn't given
# id = "imports"  # a name, by which these two refer to a figure:
# of = "trade"  # part of the figure with that id
# formula = "trade - exports"  # computed from other figures
# note = "…"

[[topics.defence.quotes]]
text = "The words as they were said."
speaker = "Name of the speaker"
source = "report"
# about = "…"  # what a fragment speaks of
# date = $today
# original = "…"  # the words in their own language
# language = "ru"

[[topics.defence.points]]
text = "One sentence."
kind = "background"  # judgement, objective, point_to_make, line_to_take, recommendation, red_line, risk, gap
source = "report"
# side = "…"  # whose it is
# according_to = "…"  # whose claim it is, where the source only reports it
# likelihood = "likely"  # on a judgement; or confidence = "moderate"

[[events]]
date = $today
text = "What happens on that day."
# end_date = $today
# topic = "defence"
# source = "report"

[[people]]
name = "Name of the speaker"
role = "What they are"
# native_name = "…"
# say_it = "…"
# side = "…"

[[questions]]
question = "What may be asked?"
answer = "What to say."
# do_not_say = "…"
# topic = "defence"
""")


def template(title: str, today: date) -> str:
    """A new brief as TOML: a sample of each kind of item, and comments that explain the keys.

    It is marked as a sample, so that no example can pass for a fact. White space in `title` folds to one blank;
    what UTF-8 can't hold becomes a question mark.
    """
    import tomli_w

    name = one_line(title).encode("utf-8", "replace").decode() or "Untitled"
    in_quotes = tomli_w.dumps({"title": name}).removeprefix("title = ").rstrip("\n")
    return _TEMPLATE.substitute(title=in_quotes, today=today, next_week=today + timedelta(days=7))


_AT_PLACE: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("vim", "nvim", "gvim", "mvim"), ("+call cursor({line},{column})", "{path}")),
    **dict.fromkeys(("emacs", "emacsclient", "micro"), ("+{line}:{column}", "{path}")),
    **dict.fromkeys(("nano", "pico"), ("+{line},{column}", "{path}")),
    **dict.fromkeys(
        ("vi", "ex", "view", "kak", "joe", "jed", "ne", "mg", "mcedit", "gedit", "xed"), ("+{line}", "{path}")
    ),
    **dict.fromkeys(("code", "code-insiders", "codium", "cursor"), ("--wait", "--goto", "{path}:{line}:{column}")),
    **dict.fromkeys(("subl", "zed"), ("--wait", "{path}:{line}:{column}")),
    **dict.fromkeys(("hx", "helix"), ("{path}:{line}:{column}",)),
    **dict.fromkeys(("kate", "kwrite"), ("--line", "{line}", "--column", "{column}", "{path}")),
    "mate": ("--wait", "--line", "{line}:{column}", "{path}"),
}
"""How editors are told where to begin, by the name of their program; each as its own manual has it.

Another editor gets the file alone: +12 would be a file of that name to it.
"""

_USUAL_EDITORS = ("sensible-editor", "nano", "vim", "vi")


def editor_command(
    path: Path, line: int = 1, column: int = 1, environment: Mapping[str, str] = os.environ
) -> list[str] | None:
    """The command, as arguments without a shell, that opens a file in the user's editor at a line and column from 1.

    The editor is $VISUAL, else $EDITOR, with the options that stand there, else one that most systems have; None
    where there is none of them. Screen editors wait until the file is closed; so do the graphical ones named above.
    """
    from shlex import split
    from shutil import which

    for name in ("VISUAL", "EDITOR"):
        try:
            editor = split(environment.get(name, ""))
        except ValueError:  # a quotation mark that is never closed
            continue
        if editor:
            break
    else:
        editor = [usual for usual in _USUAL_EDITORS if which(usual, path=environment.get("PATH"))][:1]
    if not editor:
        return None
    form = _AT_PLACE.get(Path(editor[0]).name, ("{path}",))
    # An absolute path begins with a slash, so no editor takes a file's name for an option.
    place = {"path": str(path.absolute()), "line": line, "column": column}
    return [*editor, *(part.format_map(place) for part in form)]
