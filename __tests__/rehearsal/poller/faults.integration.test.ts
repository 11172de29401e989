import { expectNothingLost } from "../../support/faults/expect-nothing-lost";

// For a hundred thousand, and a minute without network: npm run test:rehearsal.
expectNothingLost({ messages: 10_000, cut: 15 });
