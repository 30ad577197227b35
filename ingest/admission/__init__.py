"""May this file come in, as what, and in which encoding does it write its words?"""
