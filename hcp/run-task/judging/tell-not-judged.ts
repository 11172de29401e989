import { type Outside, theOutside } from "../../api/index";
import type { RunTaskRequest } from "../request/request";
import { Callback, type Told } from "../result/callback";
import { notJudged } from "./assess";

/**
 * The last word on a request: for whoever finds that judging it came to no end. A result that is final already stays what it is.
 *
 * @param why it was not judged, as a sentence that goes on after a colon
 */
export async function tellNotJudged(
  request: RunTaskRequest,
  why: string,
  outside: Outside = theOutside,
): Promise<Told> {
  const { status, message } = notJudged(why);
  return new Callback(request, outside).final(status, message);
}
