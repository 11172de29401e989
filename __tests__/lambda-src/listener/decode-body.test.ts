import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { type DecodedBody, decodeBody, LARGEST_BODY } from "../../../lambda-src/listener/decode-body";
import { Undecodable } from "../../../lambda-src/listener/undecodable";

const NOT_UTF8 = Buffer.from([0x48, 0xff, 0xfe]);
const LATIN1 = Buffer.from("Grüße", "latin1");

function decode(body: string | Buffer, contentType: string | null = null, contentEncoding: string | null = null) {
  return decodeBody(Buffer.from(body as string).toString("base64"), contentType, contentEncoding);
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
  ["UTF-8", Buffer.from("ü")],
  ["iso-8859-1", Buffer.from("ü", "latin1")],
  ["gzip", gzipSync("ü")],
  ["x-gzip", gzipSync("ü")],
  ["GZIP", gzipSync("ü")],
  ["deflate", deflateSync("ü")],
  ["br", brotliCompressSync("ü")],
  ["deflate, gzip", gzipSync(deflateSync("ü"))],
])("content encoding %j", (contentEncoding, body) => {
  expect(decode(body, "text/plain", contentEncoding)).toEqual({ kind: "text", text: "ü" });
});

test("the content type's character set goes before the content encoding's", () => {
  expect(decode(LATIN1, "text/plain; charset=latin1", "utf-8")).toEqual({ kind: "text", text: "Grüße" });
});

test.each<[string, string | Buffer, string | null, string | null]>([
  ["its body is not JSON, which its content type says", "secret", "application/json", null],
  ["its body is not JSON, which its content type says", "", "application/json", null],
  ["its body is not utf-8 text", NOT_UTF8, "text/plain", null],
  ["its body is not utf-8 text", NOT_UTF8, "application/json", null],
  ['its character set "nonsense" is not known', "secret", "text/plain; charset=nonsense", null],
  ["its body is not gzip, which its content encoding says", "secret", null, "gzip"],
  ["its body is not deflate, which its content encoding says", deflateRawSync("secret"), null, "deflate"],
  ["its body is not br, which its content encoding says", "secret", null, "br"],
  ['its content encoding "zip" is not known', "secret", null, "zip"],
  ['its content encoding "gzip, zip" is not known', gzipSync("secret"), null, "gzip, zip"],
])("cannot be decoded: %s", (reason, body, contentType, contentEncoding) => {
  expect(() => decode(body, contentType, contentEncoding)).toThrow(new Undecodable(reason));
});

test.each(["not base64!", "YWJj\nYWJj", "YQ=a"])("cannot be decoded: %j is not base64", (data) => {
  expect(() => decodeBody(data, null, null)).toThrow("its data is not base64");
});

test.each(["YQ==", "YQ", ""])("%j is base64", (data) => {
  expect(decodeBody(data, null, null).kind).toBe("text");
});

test("a few bytes do not become more than 64 MiB", () => {
  const bomb = gzipSync(Buffer.alloc(LARGEST_BODY + 1));
  expect(() => decode(bomb, null, "gzip")).toThrow("it is larger than 67108864 bytes once decompressed");
});
