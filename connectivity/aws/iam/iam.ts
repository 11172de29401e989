import type { Model } from "../../terraform/model/model";
import { AwsLocations } from "./aws-location";
import { Documents } from "./documents";
import { Referrers } from "./referrers";
import { RolePolicies } from "./role-policies";

/** What one check reads of roles and policies, each thing once. */
export class Iam {
  readonly documents = new Documents();
  readonly referrers: Referrers;
  readonly locations: AwsLocations;
  readonly rolePolicies: RolePolicies;

  constructor(readonly model: Model) {
    this.referrers = new Referrers(model);
    this.locations = new AwsLocations(model);
    this.rolePolicies = new RolePolicies(model, this.documents, this.referrers);
  }
}
