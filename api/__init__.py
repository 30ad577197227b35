"""How do people ask?

From a terminal through ``cli`` and ``commands``, in a browser through ``pages``, by program through ``routes``; ``server`` puts
the latter two together. What is asked for is read by ``asking`` and answered by ``telling`` (words), ``views`` (JSON) and
``exports`` (files); plans against their parents are ``coverage``. ``wiring`` opens the base, ``intake`` takes files in.
"""
