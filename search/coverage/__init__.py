"""Does the child plan cover what its parent gives it, and what was changed on the way?

``cover(view, parent, child, agency)`` is one child against one parent; ``coverages`` finds the parents itself; ``matrix`` is
one parent against all held children.
"""
