/** Why a message cannot be decoded. The reason never quotes the body: it ends in logs. */
export class Undecodable extends Error {
  override readonly name = "Undecodable";
}
