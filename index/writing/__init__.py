"""How is an index made, kept up and swapped in?"""
