"""What is asked for, as a command, an address or a form writes it?"""
