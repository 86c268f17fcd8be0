"""The workshop behind the handbook; `python3 -m scripts` is its one door."""
