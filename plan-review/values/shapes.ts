/** Which values an attribute may have to be shown: whoever put something else there did not mean it to be read. */
export type Shape = (value: unknown) => boolean;

export const boolean: Shape = (value) => typeof value === "boolean";

export const number: Shape = (value) => typeof value === "number" && Number.isFinite(value);

export const oneOf =
  (...values: readonly string[]): Shape =>
  (value) =>
    typeof value === "string" && values.includes(value);

/** A short text of a form that AWS or Terraform prescribes. */
export const like =
  (pattern: RegExp): Shape =>
  (value) =>
    typeof value === "string" && value.length <= 64 && pattern.test(value);

export const listOf =
  (shape: Shape): Shape =>
  (value) =>
    Array.isArray(value) && value.length <= 20 && value.every(shape);

/** `3.13`, `4.2.1` */
export const version = like(/^\d{1,3}(\.\d{1,3}){1,2}$/);

/** `10.0.0.0/16`, `2001:db8::/32` */
export const cidr = like(/^(\d{1,3}(\.\d{1,3}){3}|[0-9a-f]{0,4}(:[0-9a-f]{0,4}){2,7})\/\d{1,3}$/);

/** An id that AWS gives, such as `sg-0123456789abcdef0`. */
export const awsId = (prefix: string): Shape => like(new RegExp(`^${prefix}-([0-9a-f]{8}|[0-9a-f]{17})$`));
