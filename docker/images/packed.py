"""Reads an archive of images (`docker save`) and says of each how many megabytes it has as it is pulled: its layers, packed."""

import json
import os
import sys
import tarfile
import zlib
from concurrent.futures import ThreadPoolExecutor


def packed_size(layer):
    """Bytes of a layer as gzip packs it; the interpreter's lock is free meanwhile."""
    packer = zlib.compressobj(4, zlib.DEFLATED, 31)
    return sum(len(packer.compress(chunk)) for chunk in layer) + len(packer.flush())


def chunks_of(file):
    """What is in a file, a megabyte at a time."""
    return iter(lambda: file.read(1 << 20), b"")


def main():
    sizes, links, manifest = {}, {}, []
    with ThreadPoolExecutor(os.cpu_count()) as pool, tarfile.open(fileobj=sys.stdin.buffer, mode="r|") as archive:
        for member in archive:
            if member.issym() or member.islnk():
                # The same layer under another name.
                links[member.name] = os.path.normpath(os.path.join(os.path.dirname(member.name), member.linkname))
            elif member.name == "manifest.json":
                manifest = json.load(archive.extractfile(member))
            elif member.name.endswith(".tar"):
                sizes[member.name] = pool.submit(packed_size, list(chunks_of(archive.extractfile(member))))
        for image in manifest:
            total = sum(sizes[links.get(layer, layer)].result() for layer in image["Layers"])
            for tag in image["RepoTags"]:
                print(tag.removeprefix("localhost/"), total // 1_000_000)


if __name__ == "__main__":
    main()
