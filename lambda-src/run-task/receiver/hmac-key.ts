import { GetSecretValueCommand, type SecretsManagerClient } from "@aws-sdk/client-secrets-manager";

/** How long a key that was read is good for, in milliseconds: after that another one is seen. */
const FRESH = 60_000;

/** The key that requests are signed with, read again a minute after it was changed at the latest. */
export class HmacKey {
  #key = "";
  #readAt = Number.NEGATIVE_INFINITY;

  /** @param secretArn where people have put it, which is never part of a plan or of state */
  constructor(
    private readonly client: SecretsManagerClient,
    private readonly secretArn: string,
  ) {}

  /** @returns "" where nobody has put a key there yet */
  async current(): Promise<string> {
    // Not kept where there is none: whoever puts one there tries at once.
    if (this.#key === "" || Date.now() - this.#readAt > FRESH) {
      this.#key = await this.#read();
      this.#readAt = Date.now();
    }
    return this.#key;
  }

  async #read(): Promise<string> {
    try {
      const { SecretString = "" } = await this.client.send(new GetSecretValueCommand({ SecretId: this.secretArn }));
      // Commands that print a key end it with a line break.
      return SecretString.trim();
    } catch (error) {
      if ((error as Error).name === "ResourceNotFoundException") return "";
      throw error;
    }
  }
}
