"""In which Vietnamese words is it told, on a page and on a terminal?"""
