"""The day of the build: today, or the day of SOURCE_DATE_EPOCH for a build that can be repeated."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime


def today() -> date:
    """The build's day."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(epoch), UTC).date() if epoch else date.today()
