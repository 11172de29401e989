/** The value of an argument, to be named: never one that the input marks as sensitive. */
export type Given = { readonly text: string } | { readonly hidden: "sensitive" | "not-shown" };
