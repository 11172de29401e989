/** Why a message cannot be decoded. The reason never quotes the body: it ends in logs. */
export class Undecodable extends Error {
  override readonly name: string = "Undecodable";
}

/** A content encoding or character set that this function does not know: the data may well be right. */
export class UnknownEncoding extends Undecodable {
  override readonly name = "UnknownEncoding";
}
