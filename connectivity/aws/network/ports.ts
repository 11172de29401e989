/** Port of the AWS services' endpoints. */
export const HTTPS = 443;
