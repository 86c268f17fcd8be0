"""The verb translate-status: a table of pages and questions."""

from __future__ import annotations

import argparse

import pytest

from scripts.check import edition


def test_the_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert edition.command(argparse.Namespace(stamp=[])) == 0
    out = capsys.readouterr().out
    assert "英文 100%" in out
    assert "575/575" in out and "342/342" in out
