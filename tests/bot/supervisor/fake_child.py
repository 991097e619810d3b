"""A small server to supervise: answers 200, and misbehaves on demand. `python fake_child.py PORT [how]`."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from http.server import BaseHTTPRequestHandler, HTTPServer


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/hang":
            os.kill(os.getpid(), signal.SIGSTOP)
        if self.path == "/die":
            os._exit(7)
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"ok")

    def log_message(self, *_: object) -> None:
        pass


def main() -> None:
    how = sys.argv[2] if len(sys.argv) > 2 else ""
    if how == "refuse":
        sys.stdout.write("Le modèle manque : lancez « relais train ».\n")
        sys.exit(2)
    if how == "stubborn":
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    server = HTTPServer(("127.0.0.1", int(sys.argv[1])), Handler)
    server.serve_forever()
    time.sleep(600)


if __name__ == "__main__":
    main()
