// Four projects: `unit` takes seconds, `slow` minutes, and both need Node only; `integration` needs Terraform or a
// RabbitMQ server; `rehearsal` needs both for longer than CI has time.
const shared = {
  testEnvironment: "node",
  transform: { "^.+\\.ts$": ["@swc/jest", { jsc: { parser: { syntax: "typescript" }, target: "es2022" } }] },
  modulePathIgnorePatterns: ["<rootDir>/cdktf.out", "<rootDir>/dist", "<rootDir>/.cache"],
};

/** Tests of many inputs, or of whole processes. */
const slow =
  "{actionlint,bundle,differential,fuzz,killed,many-requests,mutations,option-pages,properties,hostile,main}.test.ts";

/** @type {import("jest").Config} */
module.exports = {
  maxWorkers: "100%",
  projects: [
    {
      ...shared,
      displayName: "unit",
      // The tests of further listeners lie beside their code.
      testMatch: [
        "<rootDir>/{__tests__,lambda-src/listeners}/**/*.test.ts",
        `!**/${slow}`,
        "!**/*.{integration,rehearsal}.test.ts",
      ],
    },
    { ...shared, displayName: "slow", testMatch: [`<rootDir>/__tests__/**/${slow}`] },
    { ...shared, displayName: "integration", testMatch: ["<rootDir>/__tests__/**/*.integration.test.ts"] },
    { ...shared, displayName: "rehearsal", testMatch: ["<rootDir>/__tests__/**/*.rehearsal.test.ts"] },
  ],
};
