"""How does each format say its words?"""
