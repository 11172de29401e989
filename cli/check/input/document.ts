import { constants } from "node:buffer";
import { stripVTControlCharacters } from "node:util";
import { Mistake } from "../../mistake";

/** What the user may give, for messages. */
export const EXPECTED =
  "what `terraform show -json` prints for a plan or a state, a synthesized cdk.tf.json, or a saved plan";

/** Strings are the limit of JSON.parse: a little over 512 million characters. */
export const LARGEST_DOCUMENT = constants.MAX_STRING_LENGTH;

/** What tells common wrong inputs apart, by how they start. */
const LOOKALIKES: readonly { readonly start: RegExp; readonly remedy: string }[] = [
  {
    start: /^\[command\]/,
    remedy:
      "it starts with a line that the wrapper of hashicorp/setup-terraform adds: set `terraform_wrapper: false` there",
  },
  {
    start: /^\{"@level"/,
    remedy:
      "it is the log of `terraform plan -json`: save the plan with -out=FILE and give what `terraform show -json FILE` prints",
  },
  {
    start: /^\s*(?:Terraform |OpenTofu |No changes|data\.|[a-z_0-9]+\.[\w-]+(?:\[.*\])?: )/,
    remedy: "it is output for people: save the plan with -out=FILE and give what `terraform show -json FILE` prints",
  },
  {
    start: /^\s*(?:terraform|resource|variable|provider|module|locals|data|output)\s+(?:"|\{)/,
    remedy: "it is Terraform configuration (HCL): give a plan of it",
  },
];

/**
 * The JSON in a file or in standard input.
 *
 * @throws Mistake that names the input, says what is wrong and what is expected, and quotes nothing of its content: it
 * may hold secrets.
 */
export function parseDocument(name: string, bytes: Uint8Array): unknown {
  if (bytes.length > LARGEST_DOCUMENT) throw tooLarge(name, bytes.length);
  const text = decode(bytes);
  if (text.trim() === "") throw new Mistake([`${name} is empty: expected ${EXPECTED}.`]);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Mistake([`${name} is not JSON: ${whatIsWrong(text, error)}. Expected ${EXPECTED}.`]);
  }
}

/**
 * All bytes of what does not say how many it has.
 *
 * @throws Mistake as soon as they are too many.
 */
export async function collect(name: string, source: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of source) {
    size += chunk.length;
    if (size > LARGEST_DOCUMENT) throw tooLarge(name, size, "at least ");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

export function tooLarge(name: string, size: number, bound = ""): Mistake {
  const megabytes = (bytes: number) => Math.floor(bytes / 1_000_000);
  return new Mistake([
    `${name} is ${bound}${megabytes(size)} MB: at most ${megabytes(LARGEST_DOCUMENT)} MB can be read. Plan a part of it (terraform plan -target=...), or its workspaces one by one.`,
  ]);
}

function decode(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // `terraform show -json > plan.json` in Windows PowerShell 5 writes UTF-16 with a byte order mark.
  if (buffer[0] === 0xff && buffer[1] === 0xfe) return buffer.toString("utf16le", 2);
  const start = buffer[0] === 0xef && buffer[1] === 0xbb && buffer[2] === 0xbf ? 3 : 0;
  return buffer.toString("utf8", start);
}

function whatIsWrong(text: string, error: unknown): string {
  const opening = stripVTControlCharacters(text.slice(0, 500));
  const known = LOOKALIKES.find(({ start }) => start.test(opening));
  if (known !== undefined) return known.remedy;
  if (/[\0\ufffd]/.test(opening)) return "it is no text in UTF-8";
  const message = error instanceof Error ? error.message : "";
  // The engine's message quotes the input; only the position is taken from it.
  const position = /at position (\d+)/.exec(message)?.[1];
  if (/Unexpected end|Unterminated/.test(message) || Number(position) >= text.trimEnd().length) {
    return "it ends in the middle, as if it were cut off";
  }
  if (/after JSON/.test(message)) return `text follows its JSON, from character ${position} on`;
  return position === undefined ? "its syntax is wrong" : `its syntax is wrong at character ${position}`;
}
