export { type Attributes, isBilled } from "./billed";
export {
  type Amount,
  type CostedResource,
  type CostLine,
  type MonthlyCost,
  monthlyCost,
  type Total,
} from "./monthly-cost";
export { type BilledItem, HOURS_IN_MONTH, type ItemName, type KnownPrice, priceTable } from "./prices";
export { changeInWords, costOf, priceInWords, quantityOf, regionsOf, titleOf, totalInWords } from "./words";
