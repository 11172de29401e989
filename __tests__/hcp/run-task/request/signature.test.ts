import { isSigned, looksLikeSignature } from "../../../../hcp/run-task/request/signature";
import { KEY, signed } from "../../../support/hcp/run-task-payload";

const BODY = Buffer.from('{ "a":  1 }');

test("the signature of the bytes as they came is right", () => {
  expect(isSigned(BODY, signed(BODY), KEY)).toBe(true);
});

// RFC 4231, test case 2: what HMAC-SHA512 is, from somebody else.
test("it is HMAC-SHA512 in lower-case hex", () => {
  const expected =
    "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737";
  expect(isSigned(Buffer.from("what do ya want for nothing?"), expected, "Jefe")).toBe(true);
});

test.each([
  ["the same JSON with other spaces", Buffer.from(JSON.stringify({ a: 1 })), signed(BODY), KEY],
  ["another key", BODY, signed(BODY, "another"), KEY],
  ["no signature", BODY, undefined, KEY],
  ["the empty signature of a run task without a key", BODY, "", KEY],
  ["the signature with an empty key", BODY, signed(BODY, ""), ""],
  ["upper case", BODY, signed(BODY).toUpperCase(), KEY],
  ["one digit less", BODY, signed(BODY).slice(1), KEY],
  ["one digit more", BODY, `${signed(BODY)}0`, KEY],
  ["a digit that is none", BODY, `${signed(BODY).slice(1)}g`, KEY],
  ["the last digit changed", BODY, signed(BODY).replace(/.$/, (digit) => (digit === "0" ? "1" : "0")), KEY],
])("%s is wrong", (_, body, signature, key) => {
  expect(isSigned(body, signature, key)).toBe(false);
});

test("what cannot be a signature is told without the body", () => {
  expect([undefined, "", "abc", signed(BODY)].map(looksLikeSignature)).toEqual([false, false, false, true]);
});
