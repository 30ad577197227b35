"""Where is text that means this?

``build`` makes the index from passages, ``update`` keeps it up, ``Index.open(folder).search(question, limit)`` asks it. It is a
cache of the store, never the truth: whatever is wrong with it, it can be built again.

A question goes from ``meaning`` (with ``marks`` and ``text``) through the ``legs``, one of which asks ``encoders`` for a
vector, to ``ranking``; ``hybrid`` opens what ``writing`` has made of the passages in ``storage``.
"""

from index.encoders.encoder import encoder
from index.highlights import highlights
from index.hybrid import Index, documents
from index.passages import Hit, Passage
from index.writing.building import build, update
from index.writing.generations import Missing

__all__ = ["Hit", "Index", "Missing", "Passage", "build", "documents", "encoder", "highlights", "update"]
