"""Tests of the corpus itself: guidelines and readings against the seeds."""
