"""What must not be read in a log."""

from __future__ import annotations

import logging
import re

SECRET = re.compile(r"(/invitations/)[^/\s]+")


class WithoutSecrets(logging.Filter):
    """Cuts the secrets of invitation links out of messages; such a link may still be open."""

    def filter(self, record: logging.LogRecord) -> bool:
        said = record.getMessage()
        if "/invitations/" in said:
            record.msg, record.args = SECRET.sub(r"\1…", said), ()
        return True
