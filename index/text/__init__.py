"""Which words does a Vietnamese text have?"""
