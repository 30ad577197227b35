"""Which marks belong to what was typed without them?"""
