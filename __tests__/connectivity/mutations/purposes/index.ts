import type { Part } from "../expectation";
import { broker } from "./broker";
import { defaultVpc } from "./default-vpc";
import { endpoints } from "./endpoints";
import { groups } from "./groups";
import { mapping } from "./mapping";
import { network } from "./network";
import { permissions } from "./permissions";

/** What everything in our stacks is for, derived from AWS's documents alone. */
export const parts: readonly Part[] = [
  ...network,
  ...groups,
  ...endpoints,
  ...broker,
  ...mapping,
  ...permissions,
  ...defaultVpc,
];
