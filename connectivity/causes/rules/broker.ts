/** Facts of findings about the broker. */
export interface BrokerFindings {
  readonly "public-broker-security-groups": never;
  readonly "instance-type": never;
  readonly "engine-version": never;
  readonly "broker-unknown": never;
  readonly "auto-minor-version-upgrade": never;
  readonly "deployment-mode": never;
  readonly "subnet-zones": never;
  readonly "subnets-and-groups": never;
  readonly "subnets-and-groups-unknown": never;
  readonly "broker-user": never;
  readonly "security-groups-changed": never;
  readonly "security-group-count": never;
  readonly "audit-log": never;
  readonly "broker-replaced": never;
  readonly "broker-account": never;
  readonly "broker-region": never;
  readonly "update-order": never;
  readonly "public-broker-subnet": never;
  readonly "authentication-strategy": never;
  readonly "broker-user-changed": never;
  readonly "login-changed": never;
  readonly "login-unknown": never;
  readonly "broker-reboots": never;
  readonly "broker-waits": never;
  readonly "patch-level": never;
}
