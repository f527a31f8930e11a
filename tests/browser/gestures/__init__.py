"""How many gestures the annotator asks for: acts of real work, replayed with real keys and pointer.

`python -m tests.browser.gestures` (`make gestures`) replays everything and prints the table;
`tests/browser/test_gestures.py` replays the acts and holds them to `tests/golden/gestures.json`.
"""
