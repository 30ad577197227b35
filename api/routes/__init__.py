"""What does a program get over HTTP, and what must every request pass?

Each module adds its addresses: ``add_…(app)``.
"""
