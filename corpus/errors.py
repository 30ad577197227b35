"""Every error that a person can meet, split by who can fix it.

    TracuuError
    ├── InputError            the file or the question: the officer can fix it
    │   ├── Refused           this file is not taken in; the other files go on
    │   │   └── SecretPaper   it carries a secrecy stamp: nothing of it was kept
    │   └── NotHeld           no such document, task or page in this knowledge base
    └── StateError            the set-up or the knowledge base: the administrator can fix it
        ├── BadSetting        an unknown or impossible setting
        └── IndexMismatch     the index was built by something else; rebuild it

The message is one or two Vietnamese sentences: what, where, and the remedy. Two doors translate, once each: the command line
prints the line and exits 2 (or 1 for refused files), HTTP answers problem+json.
"""


class TracuuError(Exception):
    """Root of the tree; ``code`` is stable and machine-readable, the message is for people."""

    code = "tracuu"


class InputError(TracuuError):
    code = "input"


class Refused(InputError):
    """A file that is not taken in; nothing of it is stored."""

    code = "refused"

    def __init__(self, message: str, code: str = "refused") -> None:
        super().__init__(message)
        self.code = code


class SecretPaper(Refused):
    """A secrecy stamp was found (Law 117/2025/QH15): no text, no picture, no log of the content is kept."""

    def __init__(self, message: str) -> None:
        super().__init__(message, code="secret")


class NotHeld(InputError):
    code = "not_held"


class StateError(TracuuError):
    code = "state"


class BadSetting(StateError):
    code = "setting"


class IndexMismatch(StateError):
    code = "index_mismatch"
