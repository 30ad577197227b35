"""The only place where concrete things meet: the store, the index and the view that questions are answered from."""

from __future__ import annotations

from functools import cached_property, partial
from pathlib import Path
from threading import Lock, Thread
from typing import TYPE_CHECKING

from api.index_state import in_step
from api.settings import Settings
from corpus.errors import StateError
from corpus.store import Store
from search.held.knowledge import Knowledge
from search.selecting.retrieve import IndexSearcher, Searcher

if TYPE_CHECKING:
    from api.intake import Intake


def existing(settings: Settings) -> KnowledgeBase:
    """The knowledge base at the settings' home. Raises ``StateError`` where nothing was ingested yet."""
    if not settings.home.exists():
        raise StateError(f"Chưa có kho văn bản tại {settings.home}. Hãy nạp văn bản trước: tracuu ingest THƯ_MỤC")
    return KnowledgeBase(settings, create=False)


_LARGE = 5_000  # tasks


class KnowledgeBase:
    """One opened knowledge base. ``knowledge`` and ``searcher`` follow the store: after a change they are made anew."""

    def __init__(self, settings: Settings, create: bool = True) -> None:
        """Raises ``StateError`` where ``create`` is false and nothing was ingested yet."""
        self.settings = settings
        self.store = Store.open(settings.home, create)
        self.index_folder: Path = settings.home / "index"
        self._lock = Lock()
        self._knowledge: Knowledge | None = None
        self._searcher: Searcher | None = None

    @cached_property
    def intake(self) -> Intake:
        """What takes files in; who only asks does not wait for the readers of every format."""
        from api.intake import Intake, Rules
        from ingest.crew import Bounds
        from ingest.door import Limits

        limits = Limits(self.settings.limit_mb * 1024 * 1024, self.settings.max_pages)
        bounds = Bounds(self.settings.seconds, self.settings.memory_mb, self.settings.workers)
        return Intake(self.store, self.index_folder, Rules(limits, bounds, self.settings.model))

    @property
    def knowledge(self) -> Knowledge:
        """The view at the store's present revision."""
        with self._lock:
            if self._knowledge is None or self._knowledge.revision != self.store.revision:
                self._knowledge = Knowledge(self.store)
                self._searcher = None
            return self._knowledge

    @property
    def searcher(self) -> Searcher:
        """The ranked search over the same revision; an index left behind by a killed ingest is brought in step at first use."""
        with self._lock:
            if self._searcher is None:
                self._searcher = self._opened_searcher()
            return self._searcher

    def _opened_searcher(self) -> Searcher:
        searcher = IndexSearcher(self.index_folder, self._follow)
        if self.settings.reranker is None:
            return searcher
        from index.ranking.reranker import reranker
        from search.selecting.reranked import RerankedSearcher

        return RerankedSearcher(searcher, partial(reranker, self.settings.reranker))

    def _follow(self) -> None:
        """Brings the index in step with the store where it is not."""
        if not in_step(self.store, self.index_folder):
            self.intake.follow()

    def prepare(self) -> Thread | None:
        """Gets a large base ready in the background, so that nobody's first question waits for it; ``None`` for a small one."""
        if sum(self.store.counts().values()) < _LARGE:
            return None
        thread = Thread(target=self._prepare, daemon=True)
        thread.start()
        return thread

    def _prepare(self) -> None:
        self.knowledge.prepare()

    def close(self) -> None:
        self.store.close()
