/**
 * An error whose message is all that its reader needs: what was given, the rule, the remedy. Lambda puts a stack trace
 * into the function's answer, and Terraform prints it: this error has none.
 */
export class ExplainedError extends Error {
  /**
   * @param name the `errorType` in the function's answer
   * @param message one problem a line
   */
  constructor(name: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = name;
    this.stack = `${name}: ${message}`;
  }
}
