"""What does a web page print?"""
