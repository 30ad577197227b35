"""What does an Excel workbook show?"""
