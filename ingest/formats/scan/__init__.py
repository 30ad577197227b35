"""What is printed on a picture of paper?"""
