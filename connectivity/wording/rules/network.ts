import type { NamedSourceKind, NetworkFindings } from "../../causes/rules/network";
import { clausesOf } from "../clauses";
import type { FindingWords } from "../finding-words";
import { enumerate } from "../lists";
import { nameOf, portsOf, servicesOf } from "../parties";

/** Findings about networks, in words. */
export const networkFindings: FindingWords<NetworkFindings> = {
  "one-vpc": ({ member, user, is, wanted }) => ({
    explanation: `${nameOf(member)}, which ${user} uses, is in ${nameOf(is)} and not in ${nameOf(wanted)}.`,
    remedy: `Use what is in ${nameOf(wanted)}.`,
  }),
  "one-vpc-unknown": ({ member, user, is, wanted, isOther, isCertain }) => {
    const which = `${nameOf(member)}, which ${user} ${isCertain ? "uses" : "may use"}, is in`;
    const vpc = nameOf(wanted);
    return {
      explanation:
        is === null
          ? `Whether ${which} ${vpc} is not in this input.`
          : isOther
            ? `${which} ${nameOf(is)} and not in ${vpc}.`
            : `${which} ${nameOf(is)}, and whether that is ${vpc} is not in this input.`,
      remedy: `Use what is in ${vpc}.`,
    };
  },
  "subnet-range": ({ subnet, vpc }) => ({
    explanation: `The range of ${nameOf(subnet)} is not in that of ${nameOf(vpc)}, and AWS refuses such a subnet.`,
    remedy: `Give it a range inside that of ${nameOf(vpc)}.`,
  }),
  "duplicate-rule": ({ rule, group, others }) => ({
    explanation: `${rule} admits to ${nameOf(group)} what ${others.join(", ")} does, and AWS refuses the second.`,
    remedy: "Keep one of them, or correct what the other admits.",
  }),
  "second-route-table": ({ associations, subnet }) => ({
    explanation: `${enumerate(associations)} associate ${nameOf(subnet)} with different route tables, and AWS refuses the second.`,
    remedy: "Keep one of them.",
  }),
  "duplicate-private-dns": ({ endpoints, service, vpc }) => ({
    explanation: `${enumerate(endpoints)} are all for ${servicesOf([service])} in ${nameOf(vpc)} with private DNS, and AWS allows one.`,
    remedy: "Keep one, or set private_dns_enabled of the others to false.",
  }),
  "endpoint-type": ({ endpoint, service }) => ({
    explanation: `${endpoint} is for ${servicesOf([service])}, which has interface endpoints only, and it is not one.`,
    remedy: `Set vpc_endpoint_type of ${endpoint} to Interface.`,
  }),
  "endpoint-service": ({ endpoint, asked, region }) => ({
    explanation:
      region === null
        ? `${endpoint} asks for ${asked}, which AWS does not offer.`
        : `${endpoint} asks for ${asked}, and its VPC is in ${region}.`,
    remedy: "Look the name up with data.aws_vpc_endpoint_service.",
  }),
  "public-subnets": ({ subnet }) => ({
    explanation: `${nameOf(subnet)} is routed to an internet gateway, which does not serve the mapping's interfaces: they have no public addresses.`,
    remedy: "Nothing has to change where endpoints serve all three services.",
  }),
  "event-source-not-judged": ({ mapping, source, ports }) => ({
    explanation: `${mapping} is on ${SOURCES[source]}, which obeys the same rules on TCP ${portsOf(ports)}, and is not judged.`,
    remedy: "Check its network by hand.",
  }),
  "event-source-unknown": ({ mapping }, missing) => ({
    explanation: `${mapping} is not judged: ${clausesOf(missing)}.`,
    remedy: "Show its event source.",
  }),
  "source-differs": ({ input, different, absent }) => ({
    explanation:
      different.length > 0
        ? `The configuration that was given with ${input} is not the one that it was made from: the two differ in ${enumerate(different)}. The plan is judged by itself.`
        : `Of the configuration of ${input} the files of ${enumerate(absent)} are not at hand: what they alone show is unknown.`,
    remedy:
      different.length > 0
        ? "Give the saved plan, which holds its configuration, or name that configuration's folder with --config."
        : "Run `terraform init` in the configuration's folder (`terraform init -backend=false` needs no credentials), or give the saved plan.",
  }),
  "source-guessed": ({ input, folder }) => ({
    explanation: `The configuration in ${folder} was read with ${input}: it says what the plan's says, and no file of it is younger than the plan.`,
    remedy: "Give the saved plan, which holds its configuration, or name the configuration's folder with --config.",
  }),
  "assumption-unused": ({ assumption }) => ({
    explanation: `No verdict rests on the assumption ${JSON.stringify(assumption)}.`,
    remedy: "Spell it as the remedy of an unknown hop does, or leave it out.",
  }),
};

const SOURCES: Readonly<Record<NamedSourceKind, string>> = {
  msk: "Amazon MSK",
  documentdb: "Amazon DocumentDB",
  "self-managed-kafka": "self-managed Kafka",
};
