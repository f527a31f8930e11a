"""How fast documents reach a doccano server and come back, beside bare doccano-client.

    python benchmarks/doccano.py [--documents 1000] [--spans 60] [--compared 40]

Starts a real server of its own. Part one pushes and pulls generated documents and looks at
the peak memory of this process. Part two lets doccano-client, in its own environment
(`.ci/setup doccano`), create a part of them and their spans by its own calls, and read them again.
Documents per second belong to the machine, the ratios do not.
"""

import argparse
import hashlib
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
import warnings
from pathlib import Path

from ghinhan.ingest.corpus_files import document_bytes
from ghinhan.model import Document, Source
from ghinhan.sync import Api, Doccano, DoccanoServer, Environment, HttpTransport, Rest
from ghinhan.workspace import Workspace

ROOT = Path(__file__).parents[1]
CLIENT = ROOT / ".venv-doccano-client/bin/python"
KILOBYTES_PER_MEGABYTE = 1024
BARE = """
import json, sys, time, warnings
warnings.simplefilter("ignore")
from doccano_client import DoccanoClient
url, password, path = sys.argv[1:4]
documents = [json.loads(line) for line in open(path, encoding="utf-8")]
client = DoccanoClient(url)
client.login("admin", password)
project = client.create_project("bare", "SequenceLabeling", "bare", allow_overlapping=True)
label = client.create_label_type(project.id, "span", "PER")
started = time.perf_counter()
for document in documents:
    example = client.create_example(project.id, document["text"])
    for start, end in document["spans"]:
        client.create_span(project.id, example.id, start, end, "PER")
pushed = time.perf_counter() - started
started = time.perf_counter()
read = [client.list_spans(project.id, e.id) for e in client.list_examples(project.id)]
pulled = time.perf_counter() - started
print(json.dumps([pushed, pulled, len(read)]))
"""


def make_project(folder: Path, documents: int, spans: int) -> Workspace:
    """A project of generated documents, each with as many mentions."""
    desk = Workspace.init(folder)
    draw = random.Random(6)  # noqa: S311  repeatable, not secret
    for number in range(documents):
        text = " ".join(draw.choices(["Moscow", "gặp", "Kiev", "đàm", "phán", "Anh"], k=400)) + "."
        digest = hashlib.sha256(text.encode()).hexdigest()
        source = Source(file=f"seeds/{number}.txt", sha256=digest)
        document = Document(id=f"d-{number:05}", text=text, source=source)
        path = desk.root / "corpus" / f"d-{number:05}.json"
        path.write_bytes(document_bytes(document))
        starts = draw.sample(range(len(text) - 8), spans)
        put = [{"kind": "mention", "type": "PER", "extent": [[s, s + 5]]} for s in sorted(starts)]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            desk.edit(document.id, "a1", put=put)
    return desk


def measure(name: str, documents: int, work: object) -> float:
    """Run one job, print documents per second and peak memory, give the seconds."""
    started = time.perf_counter()
    summary = work()  # type: ignore[operator]  # a job of the side
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KILOBYTES_PER_MEGABYTE
    print(f"{name:12} {documents / seconds:7.1f} documents/s, peak {peak:.0f} MB; {summary}")
    return seconds


def compare(server: DoccanoServer, desk: Workspace, count: int, ours: tuple[float, float]) -> None:
    """Let the bare client do the same with a part of the documents; print the ratios."""
    if not CLIENT.exists():
        print("not compared: run .ci/setup doccano for the client's environment.")
        return
    rows = []
    for document in desk._corpus.ids()[:count]:  # noqa: SLF001  a list of ids
        mentions = desk.layer(document, "a1").mentions
        spans = [[m.start, m.end] for m in mentions]
        rows.append(json.dumps({"text": desk.document(document).text, "spans": spans}))
    path = desk.root / "bare.jsonl"
    path.write_text("\n".join(rows), encoding="utf-8")
    password = server.credentials.password.reveal()
    done = subprocess.run(  # noqa: S603  our own environment
        [str(CLIENT), "-W", "ignore", "-c", BARE, server.url, password, str(path)],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    pushed, pulled, read = json.loads(done.stdout)
    print(f"bare client  {count / pushed:7.2f} documents/s out, {read / pulled:.1f} in ({read})")
    print(f"push: {ours[0] * pushed / count:.0f} x the bare client's documents/s")
    print(f"pull: {ours[1] * pulled / read:.1f} x the bare client's documents/s")


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--spans", type=int, default=60)
    parser.add_argument("--compared", type=int, default=40)
    wanted = parser.parse_args()
    environment = Environment.of_project(ROOT)
    if not environment.is_ready:
        environment = Environment(ROOT / ".venv-doccano")
    with tempfile.TemporaryDirectory() as folder:
        desk = make_project(Path(folder) / "project", wanted.documents, wanted.spans)
        desk.close()
        with DoccanoServer(Path(folder) / "home", environment, port=0) as server:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                session = desk._session("a1")  # noqa: SLF001  what desk.doccano does
            side = make_side(server, desk, session)
            push = measure("push", wanted.documents, side.push)
            measure("push again", wanted.documents, side.push)
            measure("pull, same", wanted.documents, side.pull)
            for path in (desk.root / ".ghinhan/sync").glob("*.jsonl"):
                path.unlink()
            fresh = make_side(server, desk, session)
            pull = measure("pull, fresh", wanted.documents, fresh.pull)
            count = min(wanted.compared, wanted.documents)
            compare(server, desk, count, (wanted.documents / push, wanted.documents / pull))
    return 0


def make_side(server: DoccanoServer, desk: Workspace, session: object) -> Doccano:
    """The doccano project of the generated documents."""
    return Doccano(
        Api(Rest(HttpTransport(server.url), server.credentials)),
        session,  # type: ignore[arg-type]  # a session of the desk
        desk.schema,
        root=desk.root,
        documents=desk._corpus.ids,  # noqa: SLF001  what desk.doccano does
        shows_progress=False,
    )


if __name__ == "__main__":
    sys.exit(main())
