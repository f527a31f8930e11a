"""Our figures beside those of peers, measured on the same work in the same run."""
