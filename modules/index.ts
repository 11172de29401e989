/**
 * Constructs for other CDKTF apps: a broker in a network, its queues, and listeners fed by event source mappings. `examples/two-queues`
 * puts them together. Settings are those of the README's table, read with their defaults by `readSettings`.
 */

export { Alarms, type AlarmsProps } from "./alarms/alarms";
export { Administrator, type AdministratorSecret } from "./broker/administrator";
export { Broker, type BrokerProps } from "./broker/broker";
export { BrokerOffer } from "./broker/broker-offer";
export type { BrokerReference } from "./broker/broker-reference";
export { type BrokerUser, mappingUser, type Permissions, publisherUser } from "./broker/broker-user";
export { ExistingBroker, type ExistingBrokerProps } from "./broker/existing-broker";
export { Publisher, type PublisherProps } from "./broker/publisher";
export { Topology, type TopologyProps } from "./broker/topology";
export { NodeFunction, type NodeFunctionProps } from "./functions/node-function";
export { type Proof, proofOf, validateConnectivity } from "./mapping/connectivity-validation";
export { EventSourceMapping, type EventSourceMappingProps } from "./mapping/event-source-mapping";
export { InterfaceWaiter, type InterfaceWaiterProps } from "./mapping/interface-waiter";
export { Listener, type ListenerProps } from "./mapping/listener";
export { Names } from "./names";
export { AvailabilityZones, type AvailabilityZonesProps } from "./network/availability-zones";
export { besideExistingBroker } from "./network/existing-broker-surroundings";
export { byEndpoints, byTheirRoutes, orInExistingSubnets } from "./network/existing-placement";
export type { NetworkLocation } from "./network/location";
export { NatGateways, type NatGatewaysProps } from "./network/nat-gateways";
export { endpointPlacement, ownSecurityGroups, privatePlacement } from "./network/own-placement";
export { OwnVpc, type OwnVpcProps, type RoutedSubnet } from "./network/own-vpc";
export type { BrokerPlacement, Placement, PlacementStrategy, Surroundings } from "./network/placement";
export { type ListenerSettings, listenersOf, readSettings, type Settings, SettingsError } from "./settings";
