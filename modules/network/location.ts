/** Subnets and security groups that something lives in. */
export interface NetworkLocation {
  readonly subnetIds: string[];
  readonly securityGroupIds: string[];
}
