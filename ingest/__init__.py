"""How does a file become a directive?

The door is ``ingest.door``: ``read_document(path, …)`` gives a ``Document``, or raises ``Refused`` with the reason.
Under it a file goes from ``admission`` through ``formats`` to a ``Reading``, of which ``paper`` finds the parts; ``tables`` and
``narrative`` find the tasks in them, with what ``names`` and ``grammar`` know of phrases; ``directive`` puts all together.
"""
