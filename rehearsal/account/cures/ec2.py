"""EC2: endpoint services found by a filter, descriptions of rules kept, default groups that admit themselves, what is deleted
takes along or is held by, VPC Block Public Access, and whose an interface is."""

from typing import Any

from moto.core.responses import ActionResult
from moto.ec2.exceptions import DependencyViolationError
from moto.ec2.models import vpcs
from moto.ec2.models.elastic_network_interfaces import NetworkInterface
from moto.ec2.models.nat_gateways import NatGatewayBackend
from moto.ec2.models.security_groups import SecurityGroupBackend, SecurityGroupRule
from moto.ec2.models.subnets import SubnetBackend
from moto.ec2.models.vpcs import VPCBackend
from moto.ec2.responses import EC2Response


def cure() -> None:
    _offer_endpoints_of_a_few_services()
    _find_endpoint_services_by_filter()
    _keep_descriptions_of_rules()
    _let_default_groups_admit_themselves()
    _take_along_what_belongs_to_it()
    _hold_what_interfaces_use()
    _block_public_access()
    _say_whose_interfaces_of_endpoints_are()


def _offer_endpoints_of_a_few_services() -> None:
    """To list them all moto loads every service that it has, which takes seconds, and packages that are not installed."""
    vpcs.IMPLEMENTED_ENDPOINT_SERVICES = ["lambda", "secretsmanager", "sts"]


def _find_endpoint_services_by_filter() -> None:
    """moto reads "Value" of a filter, where its own parser writes "Values"."""
    original = VPCBackend._filter_endpoint_services

    def filtered(names: list[str], filters: Any, services: list[dict[str, Any]]) -> list[dict[str, Any]]:
        spelled = [{"Value": item.get("Values", []), **item} for item in filters or []]
        return original(names, spelled, services)

    VPCBackend._filter_endpoint_services = staticmethod(filtered)


def _keep_descriptions_of_rules() -> None:
    """moto forgets the description of a rule whose peer is a group: then every plan wants to write it again."""

    def description(rule: SecurityGroupRule) -> str | None:
        return rule.ip_range.get("Description") or rule.source_group.get("Description")

    SecurityGroupRule.description = property(description)


def _let_default_groups_admit_themselves() -> None:
    """AWS makes a VPC's default group with a rule that admits its own members."""
    original = SecurityGroupBackend.create_security_group

    def create(backend: Any, *args: Any, **kwargs: Any) -> Any:
        group = original(backend, *args, **kwargs)
        if group.is_default:
            itself = {"GroupId": group.id, "UserId": backend.account_id}
            rule = SecurityGroupRule(backend, "-1", group.id, None, None, None, itself, is_egress=False)
            group.ingress_rules.append(rule)
        return group

    SecurityGroupBackend.create_security_group = create


def _take_along_what_belongs_to_it() -> None:
    """moto leaves a VPC's default network ACL and a NAT gateway's interface behind."""
    original_vpc = VPCBackend.delete_vpc
    original_gateway = NatGatewayBackend.delete_nat_gateway

    def delete_vpc(backend: Any, vpc_id: str) -> Any:
        vpc = original_vpc(backend, vpc_id)
        for acl in [each for each in backend.network_acls.values() if each.vpc_id == vpc_id and each.default]:
            del backend.network_acls[acl.id]
        return vpc

    def delete_nat_gateway(backend: Any, nat_gateway_id: str) -> Any:
        gateway = original_gateway(backend, nat_gateway_id)
        backend.enis.pop(gateway._eni.id, None)
        return gateway

    VPCBackend.delete_vpc = delete_vpc
    NatGatewayBackend.delete_nat_gateway = delete_nat_gateway


def _hold_what_interfaces_use() -> None:
    """AWS deletes no subnet and no group that an interface is in: a wrong order of destruction would show nowhere else."""
    original_subnet = SubnetBackend.delete_subnet
    original_group = SecurityGroupBackend.delete_security_group

    def delete_subnet(backend: Any, subnet_id: str) -> Any:
        if any(eni.subnet.id == subnet_id for eni in backend.enis.values()):
            raise DependencyViolationError(f"The subnet '{subnet_id}' has dependencies and cannot be deleted.")
        return original_subnet(backend, subnet_id)

    def delete_security_group(backend: Any, name: str | None = None, group_id: str | None = None) -> None:
        if any(group.id == group_id for eni in backend.enis.values() for group in eni.group_set):
            raise DependencyViolationError(f"resource {group_id} has a dependent object")
        original_group(backend, name=name, group_id=group_id)

    SubnetBackend.delete_subnet = delete_subnet
    SecurityGroupBackend.delete_security_group = delete_security_group


def _block_public_access() -> None:
    """moto has none: without its answer nobody knows whether an internet gateway is in force."""

    def described(response: Any) -> Any:
        mode = getattr(response.ec2_backend, "internet_gateway_block_mode", "off")
        return {"VpcBlockPublicAccessOptions": {"InternetGatewayBlockMode": mode, "State": "default-state"}}

    def describe_options(response: Any) -> Any:
        return ActionResult(described(response))

    def modify_options(response: Any) -> Any:
        response.ec2_backend.internet_gateway_block_mode = response._get_param("InternetGatewayBlockMode")
        return ActionResult(described(response))

    def describe_exclusions(response: Any) -> Any:
        return ActionResult({"VpcBlockPublicAccessExclusions": []})

    EC2Response.describe_vpc_block_public_access_options = describe_options
    EC2Response.modify_vpc_block_public_access_options = modify_options
    EC2Response.describe_vpc_block_public_access_exclusions = describe_exclusions


def _say_whose_interfaces_of_endpoints_are() -> None:
    """AWS gives an endpoint's interfaces a type of their own, and the endpoint's id in their description; moto makes plain ones."""
    original_create = VPCBackend.create_vpc_endpoint
    original_value = NetworkInterface.get_filter_value

    def create_vpc_endpoint(backend: Any, *args: Any, **kwargs: Any) -> Any:
        endpoint = original_create(backend, *args, **kwargs)
        for eni_id in endpoint.network_interface_ids or []:
            interface = backend.enis[eni_id]
            interface.interface_type = "vpc_endpoint"
            interface.description = f"VPC Endpoint Interface {endpoint.id}"
        return endpoint

    def get_filter_value(interface: Any, filter_name: str, method_name: str | None = None) -> Any:
        if filter_name == "interface-type":
            return interface.interface_type
        return original_value(interface, filter_name, method_name)

    VPCBackend.create_vpc_endpoint = create_vpc_endpoint
    NetworkInterface.get_filter_value = get_filter_value
