"""What does a person see in a browser?

The door is ``api.pages.site``: ``add_pages(app, settings)``. Templates lie in ``api/templates``, what they load in ``static``.
"""
