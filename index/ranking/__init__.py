"""In which order do the best passages stand?"""
