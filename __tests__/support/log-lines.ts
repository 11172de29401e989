/** Catches what functions log, for the length of a test file. */
export function catchLogLines(): () => Record<string, unknown>[] {
  let write: jest.SpiedFunction<typeof process.stdout.write>;
  beforeEach(() => {
    write = jest.spyOn(process.stdout, "write").mockReturnValue(true);
  });
  afterEach(() => write.mockRestore());
  return () => write.mock.calls.map(([line]) => JSON.parse(String(line)));
}
