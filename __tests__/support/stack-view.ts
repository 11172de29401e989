/** One resource or data source, as synthesized or as Terraform's state holds it. */
export interface Block {
  /** As Terraform says it: `aws_subnet.network_private-1-subnet_D525F076`, `data.aws_vpc.…`. */
  readonly address: string;
  readonly type: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/**
 * A stack's resources and data sources: as synthesized, where values refer to each other, or as applied, where they hold
 * each other's ids. Tests ask both the same questions.
 */
export abstract class StackView {
  protected constructor(
    /** What the names of the stack begin with, the hyphen included. */
    private readonly namePrefix: string,
    readonly managed: readonly Block[],
    readonly data: readonly Block[],
  ) {}

  /** What other blocks hold when they mean this attribute of this one. */
  abstract attribute(block: Block, name: string): unknown;

  resources(type: string): readonly Block[] {
    return this.managed.filter((block) => block.type === type);
  }

  dataSources(type: string): readonly Block[] {
    return this.data.filter((block) => block.type === type);
  }

  /**
   * The one resource of a type, or the one whose address contains a text.
   *
   * @throws Error when there is none or more than one
   */
  one(type: string, addressPart = ""): Block {
    return onlyOne(this.resources(type), type, addressPart);
  }

  /** Same, for a data source. */
  oneDataSource(type: string, addressPart = ""): Block {
    return onlyOne(this.dataSources(type), `data.${type}`, addressPart);
  }

  /** The resource or data source of a type that a value means by its id (or another attribute). */
  findMeant(type: string, value: unknown, attribute = "id"): Block | undefined {
    return [...this.resources(type), ...this.dataSources(type)].find(
      (block) => this.attribute(block, attribute) === value,
    );
  }

  /** A name, or the tag `Name`, without project, environment and option. */
  shortName({ values }: Block): string {
    const { Name } = (values.tags ?? {}) as { Name?: string };
    const name = values.name ?? values.function_name ?? Name;
    return String(name).replace(this.namePrefix, "");
  }
}

function onlyOne(blocks: readonly Block[], type: string, addressPart: string): Block {
  const found = blocks.filter(({ address }) => address.includes(addressPart));
  const [first] = found;
  if (first === undefined || found.length > 1) {
    const part = addressPart === "" ? "" : ` with "${addressPart}" in its address`;
    throw new Error(`There are ${found.length} of ${type}${part}, not one.`);
  }
  return first;
}
