"""Which papers and tasks are held, under which names, and where does each fact stand?

The door is ``search.held.knowledge``: ``Knowledge(store)`` is one unchanging view, from which the other modules here are made.
"""
