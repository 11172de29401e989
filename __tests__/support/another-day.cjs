// Loaded with `node --require`: the process believes that it is another day.
const days = 400 * 24 * 60 * 60 * 1000;
const RealDate = Date;

globalThis.Date = class extends RealDate {
  constructor(...given) {
    super(...(given.length === 0 ? [RealDate.now() + days] : given));
  }

  static now() {
    return RealDate.now() + days;
  }
};
