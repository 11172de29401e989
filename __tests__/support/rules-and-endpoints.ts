import { DependencyGraph } from "./dependency-graph";
import type { StackView } from "./stack-view";

/** What lets a mapping through where the network is somebody else's is there before it, and until it is gone. */
export function expectMappingToWaitForRulesAndEndpoints(stack: StackView): void {
  const needs = new DependencyGraph(stack).needsOf(stack.one("aws_lambda_event_source_mapping").address);
  for (const type of [
    "aws_vpc_security_group_ingress_rule",
    "aws_vpc_security_group_egress_rule",
    "aws_vpc_endpoint",
  ]) {
    for (const { address } of stack.resources(type)) expect(needs).toContain(address);
  }
}
