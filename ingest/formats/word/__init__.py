"""What does a Word file print?"""
