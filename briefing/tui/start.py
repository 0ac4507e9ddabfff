"""Starts the app: what must come before Textual is imported, and the exit status after it."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefing.settings import Settings


def run(path: Path, settings: Settings) -> int:
    """Show a brief or a folder of briefs until the reader leaves; gives back the exit status.

    Raises what ended the app when that was a fault of ours.
    """
    # Imports make many lasting objects and no garbage: without collections the first frame is there 10 ms
    # (of 155) earlier. The app turns them on again after its first frame.
    gc.disable()
    from briefing.tui.app import BriefingApp

    app = BriefingApp(path, settings)
    app.run()
    if app.fault is not None:
        raise app.fault
    return app.return_code or 0
