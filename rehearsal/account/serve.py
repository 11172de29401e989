"""Serves an emulated AWS account: moto's server, cured of what it does differently from AWS.

Usage: python serve.py [ADDRESS PORT REACHED]. Listens on a free port of loopback, or where it is told to, and says "ready PORT" on
standard output: its port, or the one that it is reached at. Ends when its standard input does: so it never outlives whoever
started it.
"""

import logging
import os
import sys
import threading
from typing import Any

from werkzeug.serving import make_server

from cures import cure_all


def one_at_a_time(application: Any) -> Any:
    """moto keeps all it has in dictionaries that nothing guards: of two requests at once, one may find a change halfway, fail, and be
    repeated by its client, which then finds what the first attempt has made."""
    guard = threading.Lock()

    def answer(environ: Any, start_response: Any) -> Any:
        with guard:
            return application(environ, start_response)

    return answer


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
    address, port, reached = sys.argv[1:] or ("127.0.0.1", "0", None)
    server = make_server(
        address,
        int(port),
        one_at_a_time(DomainDispatcherApplication(create_backend_app)),
        threaded=True,
        request_handler=MotoRequestHandler,
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(f"ready {reached or server.port}", flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main()
