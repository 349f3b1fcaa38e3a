"""Run in build/bench: pyrage seals and opens the sizes asked for; processor seconds out, as JSON."""

import base64
import json
import statistics
import sys
import time

import pyrage


def median(act, rounds):
    """Processor seconds, the median."""
    times = []
    for _ in range(rounds):
        begun = time.process_time()
        act()
        times.append(time.process_time() - begun)
    return statistics.median(times)


if __name__ == "__main__":
    asked = json.load(sys.stdin)
    recipient = pyrage.x25519.Recipient.from_str(asked["recipient"])
    identity = pyrage.x25519.Identity.from_str(asked["identity"])
    seconds = []
    for size in asked["sizes"]:
        plain = bytes(range(256)) * (size // 256)
        sealed = pyrage.encrypt(plain, [recipient])
        seconds.append(
            [
                median(lambda: pyrage.encrypt(plain, [recipient]), asked["rounds"]),  # noqa: B023
                median(lambda: pyrage.decrypt(sealed, [identity]), asked["rounds"]),  # noqa: B023
            ]
        )
    answer = {
        "seconds": seconds,
        "sealed": base64.b64encode(pyrage.encrypt(b"pyrage's", [recipient])).decode(),
        "opened": pyrage.decrypt(base64.b64decode(asked["sealed"]), [identity]).decode(),
    }
    json.dump(answer, sys.stdout)
