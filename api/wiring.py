"""The only place where concrete things meet: the store, the index and the view that questions are answered from."""

from __future__ import annotations

from pathlib import Path
from threading import Lock

from api.intake import Intake, Rules
from api.settings import Settings
from corpus.store import Store
from ingest.crew import Bounds
from ingest.door import Limits
from search.knowledge import Knowledge
from search.retrieve import IndexSearcher


class KnowledgeBase:
    """One opened knowledge base. ``knowledge`` and ``searcher`` follow the store: after a change they are made anew."""

    def __init__(self, settings: Settings, create: bool = True) -> None:
        """Raises ``StateError`` where ``create`` is false and nothing was ingested yet."""
        self.settings = settings
        self.store = Store.open(settings.home, create)
        self.index_folder: Path = settings.home / "index"
        limits = Limits(settings.limit_mb * 1024 * 1024, settings.max_pages)
        bounds = Bounds(settings.seconds, settings.memory_mb, settings.workers)
        self.intake = Intake(self.store, self.index_folder, Rules(limits, bounds, settings.model))
        self._lock = Lock()
        self._knowledge: Knowledge | None = None
        self._searcher: IndexSearcher | None = None

    @property
    def knowledge(self) -> Knowledge:
        """The view at the store's present revision."""
        with self._lock:
            if self._knowledge is None or self._knowledge.revision != self.store.revision:
                self._knowledge = Knowledge(self.store)
                self._searcher = None
            return self._knowledge

    @property
    def searcher(self) -> IndexSearcher:
        """The ranked search over the same revision; an index left behind by a killed ingest is brought in step at first use."""
        with self._lock:
            if self._searcher is None:
                self._searcher = IndexSearcher(self.index_folder, self.intake.follow)
            return self._searcher

    def close(self) -> None:
        self.store.close()
