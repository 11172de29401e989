export { Drawing } from "./drawing";
export type { Flowchart, FlowEdge, FlowGroup, FlowNode, Look } from "./flowchart";
export { mappingPath } from "./mapping-path";
export { writeFlowchart } from "./write";
