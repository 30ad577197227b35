"""What is said, with which reasons and citations?

The door is ``search.answering.answer``: ``ask(text, knowledge, …)`` chooses by the intent which module here answers.
"""
