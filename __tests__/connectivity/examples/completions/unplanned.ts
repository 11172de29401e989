/** Its data source is read while planning. */
export const READ = "The data source is read while planning, from an account.";

export const REFUSED = "The provider refuses it.";
