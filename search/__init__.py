"""What is the answer, and where does it stand?

A question goes through ``asking``, ``selecting`` and ``answering``; a plan and its parents through ``chain``, ``coverage`` and
``drafting``. Both stand on what is ``held`` and on whom that is ``binding``. The door is ``search.answering.answer``.
"""
