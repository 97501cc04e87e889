// The typed tree of an expression, as the server sends it (crates/expr, `Expression::to_json`).
// Types, units and codes were checked there; here it is only run.

/** A value on the wire: decimals and large integers as strings, days `YYYY-MM-DD`, moments with their offset. */
export type Wire = boolean | number | string | readonly string[];

export interface Type {
  readonly kind: "bool" | "number" | "text" | "date" | "time" | "codes";
  readonly scale?: number;
  readonly quantity?: string;
}

export interface Named {
  readonly name: string;
  readonly type: Type;
}

export interface Expression {
  readonly source: string;
  readonly type: Type;
  readonly columns: readonly Named[];
  readonly constants: readonly Named[];
  readonly root: Node;
}

export type Test = "equal" | "not_equal" | "less" | "less_or_equal" | "greater" | "greater_or_equal";
export type Arithmetic = "add" | "subtract" | "multiply" | "remainder" | "add_days" | "subtract_days";
export type DatePart = "year" | "month" | "day";

/** Integers are strings, for JSON's numbers are exact only to 2⁵³. */
export type Node =
  | { readonly op: "bool"; readonly value: boolean }
  | { readonly op: "int"; readonly value: string }
  | { readonly op: "text"; readonly value: string }
  | { readonly op: "column" | "constant"; readonly index: number }
  | { readonly op: "has" | "not" | "negate" | "size"; readonly of: Node }
  | { readonly op: "and" | "or" | "concat"; readonly left: Node; readonly right: Node }
  | { readonly op: "if"; readonly condition: Node; readonly yes: Node; readonly no: Node }
  | { readonly op: "compare"; readonly test: Test; readonly kind: string; readonly left: Node; readonly right: Node }
  | { readonly op: "in_ints" | "in_texts"; readonly of: Node; readonly items: readonly string[] }
  | { readonly op: "in_codes"; readonly code: Node; readonly codes: Node }
  | { readonly op: "rescale"; readonly of: Node; readonly by: number }
  | { readonly op: "arithmetic"; readonly with: Arithmetic; readonly left: Node; readonly right: Node }
  | { readonly op: "divide"; readonly left: Node; readonly right: Node; readonly shift: number }
  | { readonly op: "date_part"; readonly part: DatePart; readonly of: Node }
  | { readonly op: "age"; readonly birth: Node; readonly on: Node }
  | { readonly op: "find"; readonly place: "anywhere" | "start" | "end"; readonly of: Node; readonly what: Node };
