import type { GitHub } from "../api/client";
import type { Shelf, Text } from "../api/marked";

const PERMISSION = "pull-requests: write";

/**
 * The comments of a pull request.
 *
 * @see https://docs.github.com/en/rest/issues/comments
 */
export function commentsOf(github: GitHub, pullRequest: number): Shelf<Text> {
  const path = `/issues/${pullRequest}/comments`;
  const one = ({ id }: Text) => `/issues/comments/${id}`;
  return {
    list: () => github.all(path, PERMISSION),
    create: (body) => github.send("POST", path, PERMISSION, { body }),
    update: (text, body) => github.send("PATCH", one(text), PERMISSION, { body }),
    remove: (text) => github.send("DELETE", one(text), PERMISSION),
  };
}
