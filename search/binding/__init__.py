"""Whom does a task bind, in which role, and why?

The door is ``search.binding.reach``: ``reach(task, document, agency, …)`` gives every way, ``reaching`` those of many tasks.
"""
