"""Serves an emulated AWS account: moto's server, cured of what it does differently from AWS.

Usage: python serve.py. Says "ready PORT" on standard output when it listens, and ends when its standard input does: so it
never outlives whoever started it.
"""

import logging
import os
import sys
import threading

from werkzeug.serving import make_server

from cures import cure_all


def main() -> None:
    # Policies of AWS's own, such as service-linked roles name.
    os.environ["MOTO_IAM_LOAD_MANAGED_POLICIES"] = "true"
    cure_all()
    from moto.moto_server.werkzeug_app import (
        DomainDispatcherApplication,
        MotoRequestHandler,
        create_backend_app,
    )

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server(
        "127.0.0.1",
        0,
        DomainDispatcherApplication(create_backend_app),
        threaded=True,
        request_handler=MotoRequestHandler,
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(f"ready {server.port}", flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main()
