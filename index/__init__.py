"""Where is text that means this?

``build`` makes the index from passages, ``update`` keeps it up, ``Index.open(folder).search(question, limit)`` asks it. It is a
cache of the store, never the truth: whatever is wrong with it, it can be built again.
"""

from index.building import build, update
from index.encoders import encoder
from index.generations import Missing
from index.highlights import highlights
from index.hybrid import Index, documents
from index.passages import Hit, Passage

__all__ = ["Hit", "Index", "Missing", "Passage", "build", "documents", "encoder", "highlights", "update"]
