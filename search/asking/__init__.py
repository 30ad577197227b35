"""What is asked? Free typing becomes a question with its intent and its filters, without a language model.

The door is ``search.asking.question``: ``understand(text, …)`` gives a ``Question``, whose ``query`` are the filters.
"""
