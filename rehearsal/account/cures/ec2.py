"""EC2: endpoint services found by a filter, descriptions of rules kept, default groups that admit themselves."""

from typing import Any

from moto.ec2.models import vpcs
from moto.ec2.models.security_groups import SecurityGroupBackend, SecurityGroupRule
from moto.ec2.models.vpcs import VPCBackend


def cure() -> None:
    _offer_endpoints_of_a_few_services()
    _find_endpoint_services_by_filter()
    _keep_descriptions_of_rules()
    _let_default_groups_admit_themselves()


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
