"""Which records, sections and passages fit what is asked?

``query.select(knowledge, query)`` gives every record that fits, ``retrieve`` the ranked passages of the index.
"""
