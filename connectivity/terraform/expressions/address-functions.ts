import { failure, listOf, scalar } from "../model/values";
import { cidrHost, cidrNetmask, cidrSubnet, cidrSubnets } from "./cidr";
import { ofLiterals, ofTexts, type TerraformFunction } from "./function-arguments";

const NO_RANGE = "no-address-range";

export const ADDRESS_FUNCTIONS: ReadonlyMap<string, TerraformFunction> = new Map<string, TerraformFunction>([
  ["cidrhost", ofLiterals((prefix, number) => cidrHost(String(prefix), Number(number)) ?? failure(NO_RANGE))],
  ["cidrnetmask", ofTexts((prefix = "") => cidrNetmask(prefix) ?? failure(NO_RANGE))],
  [
    "cidrsubnet",
    ofLiterals((prefix, bits, number) => cidrSubnet(String(prefix), Number(bits), Number(number)) ?? failure(NO_RANGE)),
  ],
  [
    "cidrsubnets",
    ofLiterals((prefix, ...bits) => {
      const subnets = cidrSubnets(String(prefix), bits.map(Number));
      return subnets === undefined ? failure(NO_RANGE) : listOf(subnets.map((subnet) => scalar(subnet)));
    }),
  ],
]);
