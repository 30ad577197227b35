"""How does it look as a file for Excel, Word or a calendar?"""
