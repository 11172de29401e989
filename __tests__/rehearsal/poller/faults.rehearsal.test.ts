import { expectNothingLost } from "../../support/faults/expect-nothing-lost";

expectNothingLost({ messages: 100_000, cut: 60 });
