"""What does running text order, in sentences and in lists?"""
