// Three projects: `unit` needs Node only and takes seconds; `fuzz` needs Node only and takes a minute; `integration` needs
// Terraform or a RabbitMQ server.
const shared = {
  testEnvironment: "node",
  transform: { "^.+\\.ts$": ["@swc/jest", { jsc: { parser: { syntax: "typescript" }, target: "es2022" } }] },
  modulePathIgnorePatterns: ["<rootDir>/cdktf.out", "<rootDir>/dist", "<rootDir>/.cache"],
};

/** @type {import("jest").Config} */
module.exports = {
  projects: [
    {
      ...shared,
      displayName: "unit",
      testMatch: ["<rootDir>/__tests__/**/*.test.ts"],
      testPathIgnorePatterns: ["\\.integration\\.test\\.ts$", "/fuzz\\.test\\.ts$"],
    },
    { ...shared, displayName: "fuzz", testMatch: ["<rootDir>/__tests__/**/fuzz.test.ts"] },
    { ...shared, displayName: "integration", testMatch: ["<rootDir>/__tests__/**/*.integration.test.ts"] },
  ],
};
