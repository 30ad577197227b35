"""How would the tasks that a plan lacks be printed in its own annexes?

The door is ``search.drafting.draft``: ``draft(view, coverage)``.
"""
