"""How does a file become a directive?

The door is ``ingest.door``: ``read_document(path, …)`` gives a ``Document``, or raises ``Refused`` with the reason.
"""
