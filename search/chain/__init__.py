"""Which papers stand above, below or against a paper?

The door is ``search.chain.lineage``: ``lineage(knowledge, id)`` is the chain around one paper.
"""
