"""How do the parts and tasks of a paper become one ``Document``?"""
