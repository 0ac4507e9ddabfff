"""Handing over many briefs: laid out one after the other, set several at a time, with room for a few in memory."""

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from briefing.evidence.checker import Checker
from briefing.export.page import Page
from briefing.export.saving import NotSaved, Order, prepare, save, targets
from briefing.loading import load
from briefing.records import record


@record
class Outcome:
    """What came of one brief: the files written, what isn't in them, or why there are none, as a sentence."""

    brief: Path
    written: tuple[Path, ...] = ()
    left_out: tuple[str, ...] = ()
    trouble: str = ""


def hand_over(briefs: Iterable[Path], order: Order, checker: Checker) -> Iterator[Outcome]:
    """Save each of some briefs as it is ordered, checked against its sources, and give what came of each, in order.

    Two that have the same title get two names. What goes wrong with one brief keeps no other from being saved. The
    documents are set in threads: a PDF is set in a process of its own, which is what takes the time.
    """
    taken: set[Path] = set()
    workers = os.cpu_count() or 1
    pool = ThreadPoolExecutor(workers)
    waiting: deque[Future[Outcome]] = deque()
    try:
        for path in briefs:
            if len(waiting) >= 2 * workers:
                yield waiting.popleft().result()
            try:
                page = _page(path, order, checker)
                paths = targets(page, order, taken)
                taken.update(paths)
                waiting.append(pool.submit(_save, path, page, order, paths))
            except NotSaved as error:
                failed: Future[Outcome] = Future()
                failed.set_result(Outcome(path, trouble=_named(path, error)))
                waiting.append(failed)
        while waiting:
            yield waiting.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)


def _page(path: Path, order: Order, checker: Checker) -> Page:
    loaded = load(path)
    if loaded.brief is None or loaded.errors:
        more = f" and {len(loaded.errors) - 1} more" if len(loaded.errors) > 1 else ""
        raise NotSaved(f"{loaded.errors[0]}{more}")
    return prepare(loaded.brief, order, checker.statuses(loaded.brief, path))


def _save(brief: Path, page: Page, order: Order, paths: list[Path]) -> Outcome:
    written, left_out = [], list(page.left_out)
    try:
        for path, made in save(page, order, paths):
            written.append(path)
            left_out += made.left_out
    except NotSaved as error:
        return Outcome(brief, tuple(written), trouble=_named(brief, error))
    return Outcome(brief, tuple(written), tuple(left_out))


def _named(brief: Path, error: NotSaved) -> str:
    """The sentence, with the brief's path before it unless it begins with it."""
    return str(error) if str(error).startswith(str(brief)) else f"{brief}: {error}"
