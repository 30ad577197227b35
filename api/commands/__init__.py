"""What does each command do?

Every command is a function ``(options, settings) -> exit code``; ``api.cli`` imports the module of the one that is called.
"""
