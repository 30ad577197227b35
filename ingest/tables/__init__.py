"""Which tasks do the printed rows of a table hold?"""
