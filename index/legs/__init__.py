"""Which passages are found, by their words and by their meaning?"""
