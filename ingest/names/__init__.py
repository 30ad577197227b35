"""Whom does a phrase name?"""
