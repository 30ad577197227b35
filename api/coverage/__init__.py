"""How is a plan shown against its parent, and how do people decide on what they see?"""
