"""Which day, which paper, which column does a phrase mean?"""
