"""What is kept of the passages, and how does it lie in files?"""
