/** The part of Lambda's context object that these functions use. */
export interface LambdaContext {
  /** The id of this invocation, as the function's log shows it. */
  readonly awsRequestId: string;
  /** The ARN that the function was invoked by. */
  readonly invokedFunctionArn: string;
  /** Milliseconds until Lambda ends this invocation. */
  getRemainingTimeInMillis(): number;
}
