"""Say what `make gold` built and where: the corpus, the layers and the release's files."""

import sys
from pathlib import Path


def main() -> int:
    """Print one line for each folder and each file of the release."""
    release = Path(sys.argv[1])
    documents = len(list(Path("corpus").glob("*.json")))
    seeds = sum(path.suffix != ".yaml" for path in Path("seeds").iterdir())
    layers = len(list(Path("annotations").glob("*/*.jsonl")))
    print(f"\nBuilt from {seeds} files in seeds/:")
    print(f"  {documents} documents in corpus/, {layers} files of labels in annotations/")
    print(f"  the gold set in {release}/:")
    for path in sorted(path for path in release.rglob("*") if path.is_file()):
        print(f"    {path.stat().st_size:>9,} bytes  {path.relative_to(release).as_posix()}")
    print(f"Start with {release / 'README.md'}, or open notebooks/04_release.ipynb.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
