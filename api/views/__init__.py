"""What is the JSON of an answer, the same on the command line and over HTTP?"""
