"""Run in build/bench: texts in as JSON, what deduce finds in them and its processor seconds out."""

import contextlib
import json
import logging
import sys
import time
from importlib.metadata import version

from deduce import Deduce

if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    texts = json.load(sys.stdin)
    with contextlib.redirect_stdout(sys.stderr):
        program = Deduce()
        program.deidentify(texts[0])
        begun = time.process_time()
        read = [program.deidentify(text).annotations for text in texts]
        seconds = time.process_time() - begun
    found = [[(int(hit.start_char), int(hit.end_char), hit.tag) for hit in one] for one in read]
    json.dump({"found": found, "seconds": seconds, "version": version("deduce")}, sys.stdout)
