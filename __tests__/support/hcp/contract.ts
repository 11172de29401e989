import { type ZodType, z } from "zod";

/** Where HashiCorp documents the API. */
export const documents = "https://developer.hashicorp.com/terraform/cloud-docs/api-docs";

export const time = z.iso.datetime();
export const timestamps = z.record(z.string(), time);
export const links = z.record(z.string(), z.string().nullable());

/** A relation to one resource. */
export function toOne(...types: readonly [string, ...string[]]): ZodType {
  return z.strictObject({
    data: z.strictObject({ type: z.enum(types), id: z.string() }).nullable(),
    links: links.optional(),
  });
}

/** A relation to several. */
export function toMany(type: string): ZodType {
  return z.strictObject({
    data: z.array(z.strictObject({ type: z.literal(type), id: z.string() })),
    links: links.optional(),
  });
}

const resources = new Map<string, ZodType>();

/** A resource in an answer. */
export function resource(type: string, attributes: ZodType, relationships: Record<string, ZodType>): ZodType {
  const schema = z.strictObject({
    id: z.string(),
    type: z.literal(type),
    attributes,
    relationships: z.strictObject(relationships).partial(),
    links: links.optional(),
  });
  resources.set(type, schema);
  return schema;
}

/** What comes along with an answer, each by its type. */
const included = z.array(
  z.looseObject({ type: z.string() }).superRefine((given, context) => {
    const { error } = resources.get(given.type)?.safeParse(given) ?? { error: undefined };
    for (const { path, message } of error?.issues ?? []) context.addIssue({ code: "custom", path, message });
    if (!resources.has(given.type)) context.addIssue({ code: "custom", message: `${given.type} are not documented` });
  }),
);

/** A resource alone, with what was asked to be included. */
export function one(of: ZodType): ZodType {
  return z.strictObject({
    data: of,
    included: included.optional(),
  });
}

/** A page of a list. https://developer.hashicorp.com/terraform/cloud-docs/api-docs#pagination */
export function many(of: ZodType): ZodType {
  return z.strictObject({
    data: z.array(of),
    included: included.optional(),
    meta: z
      .strictObject({
        pagination: z.strictObject({
          "current-page": z.int(),
          "page-size": z.int(),
          "prev-page": z.int().nullable(),
          "next-page": z.int().nullable(),
          "total-pages": z.int(),
          "total-count": z.int(),
        }),
      })
      .optional(),
    links: links.optional(),
  });
}

/** A resource that is sent: only what the documents let one write. */
export function sent(type: string, attributes: ZodType, relationships: Record<string, ZodType> = {}): ZodType {
  return z.strictObject({
    data: z.strictObject({
      id: z.string().optional(),
      type: z.literal(type),
      attributes,
      relationships: z.strictObject(relationships).partial().optional(),
    }),
  });
}

/** References alone, as relations are changed by. */
export function sentReferences(type: string): ZodType {
  return z.strictObject({ data: z.array(z.strictObject({ type: z.literal(type), id: z.string() })) });
}

/** https://developer.hashicorp.com/terraform/cloud-docs/api-docs#error-responses */
export const errors = z.strictObject({
  errors: z
    .array(
      z.strictObject({
        status: z.union([z.string(), z.number()]),
        title: z.string(),
        detail: z.string().optional(),
        source: z.strictObject({ pointer: z.string() }).optional(),
      }),
    )
    .min(1),
});
