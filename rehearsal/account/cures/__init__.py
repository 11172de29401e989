"""What moto 5.2.5 does differently from AWS, put right, a file for each service."""

from . import ec2, lambda_functions, mq


def cure_all() -> None:
    for service in (ec2, lambda_functions, mq):
        service.cure()
