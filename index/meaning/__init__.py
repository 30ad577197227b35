"""What is asked, and what may its words mean in print?"""
