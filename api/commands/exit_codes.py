"""With which codes a command ends: done, some inputs refused, the call or the state is wrong."""

from __future__ import annotations

DONE, SOME_REFUSED, WRONG = 0, 1, 2
