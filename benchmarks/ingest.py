"""How fast articles are read, beside two tools that do less, and whether memory stays flat.

    python benchmarks/ingest.py [--articles 100000] [--compared 60]

Part one makes articles of sentences from the seeds and lets two sides work on the same strings:
ours decodes the bytes, normalises, finds sections, sentences and tokens and lays every character
on its bytes; the other side cuts sentences with pysbd and words with underthesea. Part two
streams that many articles out of one `.jsonl` file and looks at the peak memory on the way. Only
ratios are printed: seconds belong to the machine.
"""

import argparse
import json
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

from ghinhan.ingest import read_articles
from ghinhan.text.sentences import split_sentences

ROOT = Path(__file__).parents[1]
INSTALL = "pip install 'ghinhan[bench]'"
KILOBYTES_PER_MEGABYTE = 1024


def make_articles(count: int) -> Iterator[str]:
    """Articles of 20 sentences, drawn from the seeds: the same ones on every machine."""
    draw = random.Random(2025)  # noqa: S311  repeatable, not secret
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))]
    sentences = [text[start:end] for text in texts for start, end in split_sentences(text)]
    for _ in range(count):
        yield "\n".join(" ".join(draw.choices(sentences, k=4)) for _ in range(5))


def write_jsonl(path: Path, articles: Iterator[str]) -> None:
    """One `.jsonl` seed with these articles."""
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        for article in articles:
            stream.write(json.dumps({"text": article}, ensure_ascii=False) + "\n")


def measure(work: Callable[[], object]) -> float:
    """CPU seconds of one run."""
    before = time.process_time()
    work()
    return time.process_time() - before


def compare(folder: Path, count: int) -> None:
    """Print how many times as many articles a second we read as the two tools together."""
    try:
        segmenter = import_module("pysbd").Segmenter(language="en", clean=False)
        word_tokenize = import_module("underthesea").word_tokenize
    except ImportError as error:
        print(f"not compared: {error.name} is not installed. Install it with: {INSTALL}")
        return
    articles = list(make_articles(count))
    write_jsonl(folder / "seeds/compared.jsonl", iter(articles))
    word_tokenize("khởi động")
    segmenter.segment("Một câu. Hai câu.")
    list(read_articles(["seeds/compared.jsonl"], root=folder))

    ours = measure(lambda: list(read_articles(["seeds/compared.jsonl"], root=folder)))
    sentences = measure(lambda: [segmenter.segment(article) for article in articles])
    words = measure(lambda: [word_tokenize(article) for article in articles])
    print(
        f"articles/s, ours beside pysbd + underthesea, same {count} articles: "
        f"{(sentences + words) / ours:.1f} times (pysbd alone {sentences / ours:.1f}, "
        f"underthesea alone {words / ours:.1f})"
    )


def peak_megabytes() -> float:
    """The most memory this process has had so far."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return (
        peak / KILOBYTES_PER_MEGABYTE / (KILOBYTES_PER_MEGABYTE if sys.platform == "darwin" else 1)
    )


def stream(folder: Path, count: int) -> None:
    """Print the peak memory after a hundredth of the articles and after all of them."""
    write_jsonl(folder / "seeds/streamed.jsonl", make_articles(count))
    early = characters = 0.0
    for number, document in enumerate(read_articles(["seeds/streamed.jsonl"], root=folder), 1):
        characters += len(document.text)
        if number == max(1, count // 100):
            early = peak_megabytes()
    late = peak_megabytes()
    print(
        f"streamed {count} articles, {characters / 1e6:.0f} million characters: peak memory "
        f"{late / early:.2f} times that after the first hundredth "
        f"({early:.0f} MB, then {late:.0f} MB)"
    )


def main() -> None:
    """Run both parts in a folder that is deleted afterwards."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000, help="how many are streamed")
    parser.add_argument("--compared", type=int, default=60, help="how many both sides work on")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "seeds").mkdir()
        stream(folder, options.articles)
        compare(folder, options.compared)


if __name__ == "__main__":
    main()
