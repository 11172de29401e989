import * as zlib from "node:zlib";
import { zipSync } from "fflate";
import { LARGEST_BODY } from "../../../lambda-src/listener/content-encoding";
import { type DecodedBody, decodeBody } from "../../../lambda-src/listener/decode-body";
import { Undecodable, UnknownEncoding } from "../../../lambda-src/listener/undecodable";

const { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } = zlib;

const NOT_UTF8 = Buffer.from([0x48, 0xff, 0xfe]);
const LATIN1 = Buffer.from("Grüße", "latin1");
/** As Java's `getBytes("UTF-16")` writes it, and the other way round. */
const UTF16_BIG = Buffer.from("/v8AZwByAPwA3wBl", "base64");
const UTF16_LITTLE = Buffer.from("\ufeffgrüße", "utf16le");

function decode(body: string | Buffer, contentType: string | null = null, contentEncoding: string | null = null) {
  return decodeBody(Buffer.from(body as string), contentType, contentEncoding);
}

test.each<[string | null, string | Buffer, DecodedBody]>([
  ["application/json", '{"a":[1]}', { kind: "json", value: { a: [1] } }],
  ["application/json; charset=utf-8", '"ü"', { kind: "json", value: "ü" }],
  ["APPLICATION/JSON", "null", { kind: "json", value: null }],
  ["application/vnd.order+json", "1", { kind: "json", value: 1 }],
  ["application/json", "\ufeff{}", { kind: "json", value: {} }],
  ["text/plain", "{}", { kind: "text", text: "{}" }],
  ["text/plain", "", { kind: "text", text: "" }],
  ["text/plain; charset=ISO-8859-1", LATIN1, { kind: "text", text: "Grüße" }],
  ['text/plain; format=flowed; charset="latin1"', LATIN1, { kind: "text", text: "Grüße" }],
  ["text/plain;charset='latin1'", LATIN1, { kind: "text", text: "Grüße" }],
  ['text/plain; Charset = "latin1" ', LATIN1, { kind: "text", text: "Grüße" }],
  ['application/json;charset="UTF-8"', '"ü"', { kind: "json", value: "ü" }],
  ["text/plain; charset=utf-16", UTF16_BIG, { kind: "text", text: "grüße" }],
  ["text/plain; charset=utf-16", UTF16_LITTLE, { kind: "text", text: "grüße" }],
  ["text/plain; charset=utf-16", UTF16_LITTLE.subarray(2), { kind: "text", text: "grüße" }],
  ["text/plain; charset=utf-16be", UTF16_BIG.subarray(2), { kind: "text", text: "grüße" }],
  ["text/plain", UTF16_BIG, { kind: "text", text: "grüße" }],
  [null, UTF16_BIG, { kind: "text", text: "grüße" }],
  [null, UTF16_LITTLE, { kind: "text", text: "grüße" }],
  ["application/json", Buffer.from('\ufeff{"a":"ü"}', "utf16le"), { kind: "json", value: { a: "ü" } }],
  ["text/plain; charset=latin1", Buffer.from([0xfe, 0xff]), { kind: "text", text: "þÿ" }],
  ["application/octet-stream", UTF16_BIG, { kind: "binary", bytes: UTF16_BIG }],
  ["application/xml", "<a/>", { kind: "text", text: "<a/>" }],
  ["image/svg+xml", "<svg/>", { kind: "text", text: "<svg/>" }],
  ["application/x-www-form-urlencoded", "a=1", { kind: "text", text: "a=1" }],
  ["application/octet-stream", "text", { kind: "binary", bytes: Buffer.from("text") }],
  ["application/jsonlines", "{}", { kind: "binary", bytes: Buffer.from("{}") }],
  [null, "plain", { kind: "text", text: "plain" }],
  ["", "plain", { kind: "text", text: "plain" }],
  [null, NOT_UTF8, { kind: "binary", bytes: NOT_UTF8 }],
])("content type %j", (contentType, body, expected) => {
  expect(decode(body, contentType)).toEqual(expected);
});

test.each<[string | null, Buffer]>([
  [null, Buffer.from("ü")],
  ["", Buffer.from("ü")],
  ["identity", Buffer.from("ü")],
  ["binary", Buffer.from("ü")],
  ["7bit", Buffer.from("ü")],
  ["8bit", Buffer.from("ü")],
  ["8BIT", Buffer.from("ü")],
  ["base64", Buffer.from("w7w=")],
  ["base64", Buffer.from("w7\r\nw=\r\n")],
  ["UTF-8", Buffer.from("ü")],
  ["iso-8859-1", Buffer.from("ü", "latin1")],
  ["gzip", gzipSync("ü")],
  ["x-gzip", gzipSync("ü")],
  ["GZIP", gzipSync("ü")],
  ["deflate", deflateSync("ü")],
  ["br", brotliCompressSync("ü")],
  ["deflate, gzip", gzipSync(deflateSync("ü"))],
  ["gzip, deflate, br", brotliCompressSync(deflateSync(gzipSync("ü")))],
  ["gzip, base64", Buffer.from(gzipSync("ü").toString("base64"))],
  ["gzip, identity", gzipSync("ü")],
  ['"utf-8"', Buffer.from("ü")],
  ["iso_8859-1:1987", Buffer.from("ü", "latin1")],
  ["utf-16", Buffer.from("feff00fc", "hex")],
])("content encoding %j", (contentEncoding, body) => {
  expect(decode(body, "text/plain", contentEncoding)).toEqual({ kind: "text", text: "ü" });
});

test("the content type's character set goes before the content encoding's", () => {
  expect(decode(LATIN1, "text/plain; charset=latin1", "utf-8")).toEqual({ kind: "text", text: "Grüße" });
});

/** JSON, as the compressing post-processors of Spring AMQP publish it: java.util.zip wrote these bytes. */
const spring = {
  gzip: "H4sIAAAAAAAA/6tWyi9KSS1SsjLUUcrLL0lVslJKLzq85/D8VKVaADafrpQcAAAA",
  deflate: "eJyrVsovSkktUrIy1FHKyy9JVbJSSi86vOfw/FSlWgCLhwqH",
  zip:
    "UEsDBBQACAgIAPWTfF0AAAAAAAAAAAAAAAAEAAAAYW1xcKtWyi9KSS1SsjLUUcrLL0lVslJKLzq85/D8VKVaAFBLBwg2n66UHgAAABwAAABQSwECFAAUAAgI" +
    "CAD1k3xdNp+ulB4AAAAcAAAABAAAAAAAAAAAAAAAAAAAAAAAYW1xcFBLBQYAAAAAAQABADIAAABQAAAAAAA=",
  "deflate, gzip": "eJyT7+ZgAIP/q8NO6Xt56gZtMroSeOq0vmfopiAvfas9zz/8CVkaxWA2f90UGaAyAJkDEfU=",
};

test.each<[string, keyof typeof spring]>([
  ["gzip", "gzip"],
  ["gzip:UTF-8", "gzip"],
  ["gzip, UTF-8", "gzip"],
  ["deflate", "deflate"],
  ["deflate:UTF-8", "deflate"],
  ["deflate, UTF-8", "deflate"],
  ["zip", "zip"],
  ["zip:UTF-8", "zip"],
  ["zip, UTF-8", "zip"],
  // The last one applied comes first, unlike HTTP's.
  ["deflate, gzip, UTF-8", "deflate, gzip"],
  ["deflate:gzip:UTF-8", "deflate, gzip"],
])("content encoding %j of Spring AMQP", (contentEncoding, body) => {
  expect(decode(Buffer.from(spring[body], "base64"), "application/json", contentEncoding)).toEqual({
    kind: "json",
    value: { order: 1, note: "grüße" },
  });
});

test("a zip file in which nothing is compressed", () => {
  const zip = Buffer.from(zipSync({ amqp: [Buffer.from("ü"), { level: 0 }] }));
  expect(decode(zip, "text/plain", "zip")).toEqual({ kind: "text", text: "ü" });
});

test.each<[string, string | Buffer, string | null, string | null]>([
  ["its body is not JSON, which its content type says", "secret", "application/json", null],
  ["its body is not JSON, which its content type says", "", "application/json", null],
  ["its body is not utf-8 text", NOT_UTF8, "text/plain", null],
  ["its body is not utf-8 text", NOT_UTF8, "application/json", null],
  ["its body is not utf-16be text", UTF16_BIG.subarray(0, 5), "text/plain", null],
  ["its body is not gzip, which its content encoding says", "secret", null, "gzip"],
  ["its body is not deflate, which its content encoding says", deflateRawSync("secret"), null, "deflate"],
  ["its body is not br, which its content encoding says", "secret", null, "br"],
  ["its body is not zip, which its content encoding says", "secret", null, "zip"],
  ["its body is not zip, which its content encoding says", gzipSync("secret".repeat(9)), null, "zip"],
  [
    "its body is not zip, which its content encoding says",
    Buffer.from(zipSync({ one: Buffer.from("secret"), two: Buffer.from("secret") })),
    null,
    "zip",
  ],
  ["its body is not base64, which its content encoding says", "sécret!", null, "base64"],
  ["its body is not gzip, which its content encoding says", "secret", null, "gzip:UTF-8"],
])("cannot be decoded: %s", (reason, body, contentType, contentEncoding) => {
  const error = failureIn(() => decode(body, contentType, contentEncoding));
  expect(error).toEqual(new Undecodable(reason));
  expect(error).not.toBeInstanceOf(UnknownEncoding);
});

test.each<[string, string | Buffer, string | null, string | null]>([
  ['its content encoding "compress" is not known', "secret", null, "compress"],
  ['its content encoding "gzip, lz4" is not known', gzipSync("secret"), null, "gzip, lz4"],
  ['its content encoding "constructor" is not known', "secret", null, "constructor"],
  ['its character set "nonsense" is not known', "secret", "text/plain; charset=nonsense", null],
])("uses what is not known: %s", (reason, body, contentType, contentEncoding) => {
  expect(failureIn(() => decode(body, contentType, contentEncoding))).toEqual(new UnknownEncoding(reason));
});

function failureIn(act: () => unknown): unknown {
  try {
    return act();
  } catch (error) {
    return error;
  }
}

test("a few bytes do not become more than 64 MiB", () => {
  const bomb = gzipSync(Buffer.alloc(LARGEST_BODY + 1));
  expect(() => decode(bomb, null, "gzip")).toThrow("it is larger than 67108864 bytes once decompressed");
  const zip = Buffer.from(zipSync({ amqp: Buffer.alloc(LARGEST_BODY + 1) }));
  expect(() => decode(zip, null, "zip")).toThrow("it is larger than 67108864 bytes once decompressed");
});

/** A Zstandard frame of one block that is not compressed. https://datatracker.ietf.org/doc/html/rfc8878#section-3.1.1 */
function zstdFrame(text: string): Buffer {
  const content = Buffer.from(text);
  const blockHeader = Buffer.alloc(3);
  blockHeader.writeUIntLE((content.length << 3) | 1, 0, 3);
  return Buffer.concat([Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x20, content.length]), blockHeader, content]);
}

const hasZstd = "zstdDecompressSync" in zlib;

(hasZstd ? test : test.skip)("content encoding zstd, on Node.js 22.15 and later", () => {
  expect(decode(zstdFrame("ü"), "text/plain", "zstd")).toEqual({ kind: "text", text: "ü" });
  expect(() => decode("secret", "text/plain", "zstd")).toThrow(
    new Undecodable("its body is not zstd, which its content encoding says"),
  );
});

test("content encoding zstd, before that: it is not known, and the reason says why", () => {
  jest.isolateModules(() => {
    const { zstdDecompressSync: _, ...older } = zlib as typeof zlib & { zstdDecompressSync?: unknown };
    jest.doMock("node:zlib", () => older);
    const isolated = jest.requireActual<typeof import("../../../lambda-src/listener/decode-body")>(
      "../../../lambda-src/listener/decode-body",
    );
    expect(failureIn(() => isolated.decodeBody(zstdFrame("ü"), "text/plain", "zstd"))).toMatchObject({
      name: "UnknownEncoding",
      message: `its content encoding "zstd" needs Node.js 22.15, and this is ${process.version}`,
    });
  });
});
