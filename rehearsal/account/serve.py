"""Serves an emulated AWS account: moto's server, cured of what it does differently from AWS.

Usage: python serve.py [ADDRESS PORT REACHED]. Listens on a free port of loopback, or where it is told to, and says "ready PORT" on
standard output: its port, or the one that it is reached at. Ends when its standard input does: so it never outlives whoever
started it.
"""

import logging
import os
import sys
import threading
from collections import OrderedDict
from typing import Any

from werkzeug.serving import make_server
from werkzeug.test import run_wsgi_app

from cures import cure_all


def one_at_a_time(application: Any) -> Any:
    """moto keeps all it has in dictionaries that nothing guards: of two requests at once, one may find a change halfway, fail, and be
    repeated by its client, which then finds what the first attempt has made."""
    guard = threading.Lock()

    def answer(environ: Any, start_response: Any) -> Any:
        with guard:
            return application(environ, start_response)

    return answer


def answered_once(application: Any, remembered: int = 1_000) -> Any:
    """A client that lost an answer asks again, and AWS, by the request's token, does not do it again. moto would, and make a second one.
    Attempts at one request have one id in common: https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html"""
    answers: OrderedDict[str, tuple[Any, str, Any]] = OrderedDict()

    def answer(environ: Any, start_response: Any) -> Any:
        invocation = environ.get("HTTP_AMZ_SDK_INVOCATION_ID")
        if invocation not in answers:
            body, status, headers = run_wsgi_app(application, environ, buffered=True)
            if invocation is None or not status.startswith("2"):
                start_response(status, list(headers))
                return body
            answers[invocation] = (list(body), status, list(headers))
            if len(answers) > remembered:
                answers.popitem(last=False)
        body, status, headers = answers[invocation]
        start_response(status, headers)
        return body

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
        one_at_a_time(answered_once(DomainDispatcherApplication(create_backend_app))),
        threaded=True,
        request_handler=MotoRequestHandler,
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(f"ready {reached or server.port}", flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main()
