"""What are the parts of a paper, and who says it?"""
