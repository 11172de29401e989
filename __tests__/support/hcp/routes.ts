import { configurationVersionRoutes } from "./configuration-versions";
import { organizationRoutes } from "./organizations";
import { planRoutes } from "./plans";
import { policyCheckRoutes } from "./policy-checks";
import { projectRoutes } from "./projects";
import type { Route } from "./route";
import { runRoutes } from "./run-routes";
import { stateVersionRoutes } from "./state-versions";
import { taskStageRoutes } from "./task-stages";
import { taskRoutes } from "./tasks";
import { variableSetRoutes } from "./variable-sets";
import { variableRoutes } from "./variables";
import { workspaceRoutes } from "./workspaces";

/** The endpoints that the stand-in has. */
export const routes: readonly Route[] = [
  ...organizationRoutes,
  ...projectRoutes,
  ...workspaceRoutes,
  ...variableRoutes,
  ...variableSetRoutes,
  ...configurationVersionRoutes,
  ...runRoutes,
  ...planRoutes,
  ...policyCheckRoutes,
  ...stateVersionRoutes,
  ...taskRoutes,
  ...taskStageRoutes,
];

const patterns = routes.map((route) => ({
  route,
  pattern: new RegExp(`^${route.path.replaceAll(/\{(\w+)\}/g, "(?<$1>[^/]+)")}$`),
}));

/** The endpoint of a request, with the parts of its path that the endpoint names. */
export function routeOf(
  method: string,
  path: string,
): { readonly route: Route; readonly at: Record<string, string> } | undefined {
  for (const { route, pattern } of patterns) {
    const found = route.method === method ? pattern.exec(path) : null;
    if (found !== null) {
      const at = Object.entries(found.groups ?? {}).map(([name, value]) => [name, decodeURIComponent(value)]);
      return { route, at: Object.fromEntries(at) };
    }
  }
  return undefined;
}
