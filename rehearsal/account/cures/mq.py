"""Amazon MQ: RabbitMQ brokers as AWS makes them, and what a Region offers of them."""

import re
from typing import Any
from uuid import uuid4

from moto.core.exceptions import JsonRESTError
from moto.core.responses import ActionResult
from moto.ec2.models import ec2_backends
from moto.mq import urls
from moto.mq.models import Broker, MQBackend
from moto.mq.responses import MQResponse

#: The instance families of each. https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/rmq-broker-instance-types.html
INSTANCE_FAMILIES = {"3.13": ["mq.m5", "mq.m7g"], "4.2": ["mq.m7g"], "4.3": ["mq.m7g"]}
ENGINE_VERSIONS = list(INSTANCE_FAMILIES)
DEPLOYMENT_MODES = ["SINGLE_INSTANCE", "CLUSTER_MULTI_AZ"]


class BadRequest(JsonRESTError):
    def __init__(self, message: str):
        super().__init__("BadRequestException", message)


class Conflict(JsonRESTError):
    code = 409

    def __init__(self, message: str):
        super().__init__("ConflictException", message)


def cure() -> None:
    _make_brokers()
    _make_one_broker_of_a_repeated_request()
    _refuse_what_rabbitmq_brokers_refuse()
    _tell_what_the_region_offers()


def _make_brokers() -> None:
    """moto takes any broker, knows no place for it, and reports the users, which AWS does not for RabbitMQ."""
    original = MQBackend.create_broker

    def create(backend: MQBackend, **wanted: Any) -> tuple[str, str]:
        _validate(backend, wanted)
        arn, broker_id = original(backend, **wanted)
        broker = backend.brokers[broker_id]
        broker.id = f"b-{uuid4()}"
        broker.arn = f"arn:aws:mq:{backend.region_name}:{backend.account_id}:broker:{broker.name}:{broker.id}"
        backend.brokers[broker.id] = backend.brokers.pop(broker_id)
        backend.tagger.copy_tags(arn, broker.arn)
        broker._users = {}
        host = f"{broker.id}.mq.{backend.region_name}.on.aws"
        broker.instances = [
            {"consoleURL": f"https://{host}", "endpoints": [f"amqps://{host}:5671"], "ipAddress": ""}
        ]
        _place(backend, broker, wanted)
        return broker.arn, broker.id

    MQBackend.create_broker = create


def _make_one_broker_of_a_repeated_request() -> None:
    """A client that got no answer asks again, with the same id: then AWS makes no second broker, and moto finds the name taken.

    https://docs.aws.amazon.com/amazon-mq/latest/api-reference/brokers.html
    """
    original = MQResponse.create_broker
    answers: dict[Any, ActionResult] = {}

    def create(response: MQResponse) -> ActionResult:
        request_id = response._get_param("CreatorRequestId") or object()
        if request_id not in answers:
            answers[request_id] = original(response)
        return answers[request_id]

    MQResponse.create_broker = create


def _validate(backend: MQBackend, wanted: dict[str, Any]) -> None:
    """The rules are AWS's; of its texts those for the version and the number of users are known.

    https://docs.aws.amazon.com/amazon-mq/latest/api-reference/brokers.html
    https://github.com/hashicorp/terraform-provider-aws/issues/42516
    https://github.com/hashicorp/terraform-provider-aws/issues/41374
    """
    name, version = wanted["broker_name"], wanted["engine_version"]
    if any(broker.name == name for broker in backend.brokers.values()):
        raise Conflict(f"A broker with the name [{name}] already exists.")
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,50}", name):
        raise BadRequest(f"Broker name [{name}] is invalid.")
    if version not in ENGINE_VERSIONS:
        raise BadRequest(f"Broker engine version [{version}] is invalid. Valid values: {ENGINE_VERSIONS}")
    if wanted["deployment_mode"] not in DEPLOYMENT_MODES:
        raise BadRequest(f"Deployment mode [{wanted['deployment_mode']}] is invalid. Valid values: {DEPLOYMENT_MODES}")
    instance_type = wanted["host_instance_type"]
    if not instance_type.startswith(tuple(f"{family}." for family in INSTANCE_FAMILIES[version])):
        raise BadRequest(f"Host instance type [{instance_type}] is invalid for engine version [{version}].")
    if not wanted["auto_minor_version_upgrade"]:
        raise BadRequest(f"Auto minor version upgrade must be enabled for engine version [{version}].")
    if wanted["publicly_accessible"] and wanted["security_groups"]:
        raise BadRequest("Security groups are not supported for public RabbitMQ brokers.")
    if len(wanted["security_groups"] or []) > 5:
        raise BadRequest("A broker has at most 5 security groups.")
    _validate_user(wanted["users"])
    _validate_subnets(backend, wanted)


def _validate_user(users: list[dict[str, Any]]) -> None:
    if len(users) != 1:
        raise BadRequest("Specify exactly one user for engine type [RABBITMQ].")
    name, password = users[0].get("Username", ""), users[0].get("Password", "")
    if not re.fullmatch(r"[A-Za-z0-9._-]{2,100}", name) or name == "guest":
        raise BadRequest("The username is invalid.")
    if not 12 <= len(password) <= 250 or len(set(password)) < 4 or re.search("[,:=]", password):
        raise BadRequest("The password is invalid: 12 to 250 characters, 4 of them different, without [,:=].")


def _validate_subnets(backend: MQBackend, wanted: dict[str, Any]) -> None:
    subnet_ids = wanted["subnet_ids"] or []
    if wanted["deployment_mode"] == "SINGLE_INSTANCE" and len(subnet_ids) > 1:
        raise BadRequest("Specify exactly one subnet for deployment mode [SINGLE_INSTANCE].")
    ec2 = ec2_backends[backend.account_id][backend.region_name]
    zones = [ec2.get_subnet(subnet_id).availability_zone for subnet_id in subnet_ids]
    if len(set(zones)) < len(zones):
        raise BadRequest("Specify subnets in different Availability Zones.")


def _place(backend: MQBackend, broker: Broker, wanted: dict[str, Any]) -> None:
    """What is left blank is the default VPC's: as many of its subnets as the broker has zones, and its default group."""
    ec2 = ec2_backends[backend.account_id][backend.region_name]
    if wanted["subnet_ids"] or broker.publicly_accessible:
        broker.subnet_ids = wanted["subnet_ids"] or []
        return
    vpc = next(each for each in ec2.describe_vpcs() if each.is_default)
    subnets = sorted(subnet.id for subnet in ec2.describe_subnets(filters={"vpc-id": vpc.id}))
    broker.subnet_ids = subnets[: 1 if broker.deployment_mode == "SINGLE_INSTANCE" else 3]
    if not broker.security_groups:
        broker.security_groups = [ec2.get_security_group_from_name("default", vpc.id).id]


def _refuse_what_rabbitmq_brokers_refuse() -> None:
    """https://docs.aws.amazon.com/amazon-mq/latest/api-reference/brokers-broker-id-users-username.html"""

    def refuse_user(backend: MQBackend, *_args: Any, **_kwargs: Any) -> None:
        raise Conflict("The users API does not apply to RabbitMQ brokers.")

    MQBackend.create_user = MQBackend.update_user = MQBackend.delete_user = refuse_user
    original = MQBackend.update_broker

    def update(backend: MQBackend, broker_id: str, security_groups: Any, **wanted: Any) -> None:
        if security_groups is not None:
            raise BadRequest("Changing security groups is not supported for RabbitMQ brokers.")
        original(backend, broker_id=broker_id, security_groups=None, **wanted)

    MQBackend.update_broker = update


def _tell_what_the_region_offers() -> None:
    """https://docs.aws.amazon.com/amazon-mq/latest/api-reference/broker-instance-options.html: moto does not know it."""

    def options(response: MQResponse) -> ActionResult:
        zones = ec2_backends[response.current_account][response.region].describe_availability_zones()
        option = {
            "engineType": response._get_param("EngineType"),
            "hostInstanceType": response._get_param("HostInstanceType"),
            "storageType": "EBS",
            "supportedDeploymentModes": DEPLOYMENT_MODES,
            "supportedEngineVersions": ENGINE_VERSIONS,
            "availabilityZones": [{"name": zone.name} for zone in zones],
        }
        return ActionResult({"brokerInstanceOptions": [option]})

    MQResponse.describe_broker_instance_options = options
    urls.url_paths["{0}/v1/broker-instance-options$"] = MQResponse.dispatch
